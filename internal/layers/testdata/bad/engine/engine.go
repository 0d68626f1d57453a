// Package engine is documented.
package engine

import (
	"os"

	_ "os/exec"

	_ "github.com/adrg/strutil"
)

func Check(index, a, b, c, d int) { // Check has no comment above it
	corpus := os.Getenv("RASOAT")
	for engine := range corpus {
		println(engine)
	}
}
