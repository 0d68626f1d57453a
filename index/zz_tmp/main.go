package main

import (
	"fmt"
	"os"
	"time"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/index"
)

func main() {
	t0 := time.Now()
	if len(os.Args) < 2 {
		return
	}
	reg, err := corpus.Embedded()
	if err != nil {
		panic(err)
	}
	t1 := time.Now()
	fmt.Println("embedded", t1.Sub(t0))
	if os.Args[1] == "reg" {
		return
	}
	dir := ""
	if len(os.Args) > 2 {
		dir = os.Args[2]
	}
	ix, err := index.OpenOrBuild(dir, reg, index.Options{})
	if err != nil {
		panic(err)
	}
	fmt.Println("build", time.Since(t1), ix.NumPlatforms())
}
