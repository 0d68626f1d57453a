package corpus

import (
	"embed"
	"io/fs"
	"sync"
)

//go:embed data/*.jsonl data/*.csv data/boilerplate.txt
var dataFiles embed.FS

var embedded = sync.OnceValues(func() (*Register, error) {
	fsys, err := fs.Sub(dataFiles, "data")
	if err != nil {
		return nil, err
	}
	return Load(fsys)
})

// Embedded returns the register shipped with the program. It is loaded once; callers share it and must not change it.
func Embedded() (*Register, error) { return embedded() }
