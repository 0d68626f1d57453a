package document

import (
	"encoding/xml"
	"errors"
	"path"
	"strings"
)

// relation is a pointer from one part of an Office Open XML package to another.
type relation struct {
	id     string
	kind   string // last word of the type: officeDocument, styles, worksheet ...
	target string // part name
}

// relations reads the relations of a part; owner "" is the package. A package without them has none.
func (a *archive) relations(owner string) ([]relation, error) {
	dir, file := path.Split(owner)
	name := dir + "_rels/" + file + ".rels"
	if !a.has(name) {
		return nil, nil
	}
	rc, err := a.open(name)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	x := newXML(rc, name, a.m)
	if _, err := x.root(); err != nil {
		return nil, err
	}
	var out []relation
	err = x.children(func(e xml.StartElement) error {
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		kind := attr(e, "Type")
		out = append(out, relation{
			id:     attr(e, "Id"),
			kind:   kind[strings.LastIndexByte(kind, '/')+1:],
			target: strings.TrimPrefix(target, "/"),
		})
		if len(out) > a.m.lim.Entries {
			return tooLarge("more than %d relations in %s", a.m.lim.Entries, name)
		}
		return x.skip()
	})
	return out, err
}

// related gives the first part of a kind among relations, or def.
func related(rels []relation, kind, def string) string {
	for _, r := range rels {
		if r.kind == kind {
			return r.target
		}
	}
	return def
}

// mainPart gives the name of the main part of a package when it lies in folder dir ("word/", "xl/"), else "".
func (in *input) mainPart(dir, usual string) string {
	a := in.archive
	if a == nil {
		return ""
	}
	if a.has(usual) {
		return usual
	}
	rels, err := a.relations("")
	if err != nil {
		return ""
	}
	if main := related(rels, "officeDocument", ""); strings.HasPrefix(main, dir) && strings.HasSuffix(main, ".xml") && a.has(main) {
		return main
	}
	return ""
}

// withXML reads a part as XML. A missing part is not read and no fault.
func (a *archive) withXML(name string, read func(*xmlTokens) error) error {
	if !a.has(name) {
		return nil
	}
	rc, err := a.open(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	return read(newXML(rc, name, a.m))
}

// fatal reports refusals that stand for the whole file even when they come from a part that is not needed.
func fatal(err error) bool {
	var r *Refusal
	return errors.As(err, &r) && r.Reason != Damaged
}
