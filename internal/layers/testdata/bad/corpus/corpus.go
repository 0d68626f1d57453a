package corpus

import (
	_ "database/sql"
	_ "github.com/blevesearch/bleve/v2"
	_ "github.com/rasoat/rasoat/engine"
)

func init() {}

type Platform struct{}

func (p *Platform) Name() string { return "" }

var State = 1

// Documented is as it should be.
const Documented = 2

type hidden struct{}

func (hidden) Exported() {}
