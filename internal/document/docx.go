package document

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// isDOCX reports a WordprocessingML package.
func isDOCX(in *input) bool { return in.mainPart("word/", "word/document.xml") != "" }

// wordReader reads the main part of a Word document.
type wordReader struct {
	in     *input
	x      *xmlTokens
	styles *styles
	lists  *numbering

	tables   int
	paras    int
	pictures int
	fields   []bool            // open fields: true once their result has begun
	notes    map[string]string // footnotes and endnotes by kind and number
	noted    []string          // those referred to, in order
	isNoted  map[string]bool
}

// flow is where blocks go: the document, or a cell.
type flow struct {
	emit    func(Block) error
	inCell  bool
	place   Place     // of the row, in a cell
	carried []segment // of a paragraph whose end was deleted
}

// readDOCX reads a Word document.
func readDOCX(in *input) error {
	main := in.mainPart("word/", "word/document.xml")
	rels, err := in.archive.relations(main)
	if err != nil {
		return err
	}
	w := &wordReader{in: in, styles: noStyles(), notes: map[string]string{}, isNoted: map[string]bool{}}
	if err := w.readParts(rels); err != nil {
		return err
	}
	if err := in.archive.withXML(main, w.readBody); err != nil {
		return err
	}
	for i, key := range w.noted {
		w.paras++
		text := fmt.Sprintf("[%d] %s", i+1, w.notes[key])
		if err := in.add(Block{Text: text, Place: Place{Para: w.paras}}); err != nil {
			return err
		}
	}
	if err := w.readEdges(rels); err != nil {
		return err
	}
	if len(in.doc.Blocks) == 0 && w.pictures > 0 {
		return refuse(NoText, "the document holds only pictures", scanHint, nil)
	}
	if w.pictures > 0 && in.m.text < fewBytes {
		in.partial("the document is little more than %d pictures, whose text was not read", w.pictures)
	}
	return nil
}

// readEdges looks at page headers and footers, with the text boxes and watermarks in them, for a mark of secrecy.
func (w *wordReader) readEdges(rels []relation) error {
	pictures := w.pictures
	defer func() { w.pictures = pictures }()
	for _, r := range rels {
		if r.kind != "header" && r.kind != "footer" {
			continue
		}
		err := w.in.aside(func() error {
			return w.in.archive.withXML(r.target, func(x *xmlTokens) error {
				w.x = x
				if _, err := x.root(); err != nil {
					return err
				}
				return w.container(&flow{emit: w.in.add})
			})
		})
		if fatal(err) {
			return err
		}
		if err != nil {
			w.in.partial("a page header or footer is damaged: a mark of secrecy there would not be seen")
		}
	}
	return nil
}

// fewBytes is how little text a document of pictures may have beside them.
const fewBytes = 120

// readParts reads the parts that the text depends on. A damaged one costs its part of the reading, not the text.
func (w *wordReader) readParts(rels []relation) error {
	a := w.in.archive
	parts := []struct {
		kind, def, loss string
		read            func(*xmlTokens) error
	}{
		{"styles", "word/styles.xml", "headings may be taken for paragraphs", func(x *xmlTokens) (err error) {
			w.styles, err = readStyles(x)
			return err
		}},
		{"numbering", "word/numbering.xml", "automatic numbers are missing", func(x *xmlTokens) (err error) {
			w.lists, err = readNumbering(x)
			return err
		}},
		{"footnotes", "word/footnotes.xml", "footnotes are missing", func(x *xmlTokens) error { return w.readNotes(x, "footnote") }},
		{"endnotes", "word/endnotes.xml", "endnotes are missing", func(x *xmlTokens) error { return w.readNotes(x, "endnote") }},
	}
	for _, p := range parts {
		err := a.withXML(related(rels, p.kind, p.def), p.read)
		if fatal(err) {
			return err
		}
		if err != nil {
			w.in.partial("the %s of the document are damaged: %s", p.kind, p.loss)
		}
	}
	if w.styles == nil {
		w.styles = noStyles()
	}
	return nil
}

// readNotes reads the footnotes or endnotes; the separators that come first are none.
func (w *wordReader) readNotes(x *xmlTokens, kind string) error {
	w.x = x
	if _, err := x.root(); err != nil {
		return err
	}
	return x.children(func(e xml.StartElement) error {
		id, typ := attr(e, "id"), attr(e, "type")
		var blocks []Block
		f := &flow{inCell: true, emit: func(b Block) error {
			blocks = append(blocks, b)
			return w.in.m.keep(&b)
		}}
		if err := w.container(f); err != nil {
			return err
		}
		var c Cell
		fillCell(&c, blocks)
		if (typ == "" || typ == "normal") && c.Text != "" {
			w.notes[kind+id] = c.Text
		}
		return nil
	})
}

// readBody reads the main part.
func (w *wordReader) readBody(x *xmlTokens) error {
	w.x = x
	if _, err := x.root(); err != nil {
		return err
	}
	f := &flow{emit: w.in.add}
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "body" {
			return x.skip()
		}
		return w.container(f)
	})
}

// container reads what holds paragraphs and tables.
func (w *wordReader) container(f *flow) error {
	return w.x.children(func(e xml.StartElement) error { return w.block(f, e) })
}

// block reads one element among paragraphs.
func (w *wordReader) block(f *flow, e xml.StartElement) error {
	switch e.Name.Local {
	case "p":
		return w.paragraph(f)
	case "tbl":
		return w.table(f)
	case "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag":
		return w.container(f)
	case "AlternateContent":
		return w.alternate(func(e xml.StartElement) error { return w.block(f, e) })
	case "altChunk":
		w.in.partial("a document inserted as a whole (altChunk) was not read")
	}
	return w.x.skip()
}

// alternate reads one of the forms in which the same content is given.
func (w *wordReader) alternate(visit func(xml.StartElement) error) error {
	taken := false
	return w.x.children(func(e xml.StartElement) error {
		if taken {
			return w.x.skip()
		}
		taken = true
		return w.x.children(visit)
	})
}

// wordRow is a table row while it is read.
type wordRow struct {
	gridRow
	column  int
	deleted bool
}

// table reads a table and gives its rows.
func (w *wordReader) table(f *flow) error {
	w.tables++
	number := w.tables
	var rows []gridRow
	count := 0
	var visit func(e xml.StartElement) error
	visit = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			row := wordRow{gridRow: gridRow{place: Place{Table: number, Row: count + 1}}}
			if err := w.row(&row); err != nil || row.deleted {
				return err
			}
			count++
			rows = append(rows, row.gridRow)
			return nil
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			return w.x.children(visit)
		}
		return w.x.skip()
	}
	if err := w.x.children(visit); err != nil {
		return err
	}
	mergeDown(rows)
	return gridBlocks(rows, f.emit)
}

// row reads one table row.
func (w *wordReader) row(row *wordRow) error {
	var visit func(e xml.StartElement) error
	visit = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "trPr":
			return w.x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "gridBefore":
					row.column = max(0, min(number(attr(e, "val"), 0), maxColumns))
				case "del":
					row.deleted = true
				}
				return w.x.skip()
			})
		case "tc":
			return w.cell(row)
		case "sdt", "sdtContent", "customXml", "ins":
			return w.x.children(visit)
		}
		return w.x.skip()
	}
	return w.x.children(visit)
}

// maxColumns bounds a column span; no table of a document is wider.
const maxColumns = 16384

// cell reads one cell and puts it in its row.
func (w *wordReader) cell(row *wordRow) error {
	if err := w.in.m.cell(1); err != nil {
		return err
	}
	c := gridCell{Cell: Cell{Column: row.column, ColSpan: 1, RowSpan: 1}}
	var blocks []Block
	left := false // continues the cell to its left, as old converters write it
	f := &flow{inCell: true, place: row.place, emit: func(b Block) error {
		blocks = append(blocks, b)
		if b.Kind == Row {
			return w.in.m.keep(&b)
		}
		return w.in.m.tick()
	}}
	err := w.x.children(func(e xml.StartElement) error {
		if e.Name.Local != "tcPr" {
			return w.block(f, e)
		}
		return w.x.children(func(e xml.StartElement) error {
			val := attr(e, "val")
			switch e.Name.Local {
			case "gridSpan":
				c.ColSpan = max(1, min(number(val, 1), maxColumns))
			case "vMerge":
				c.starts, c.below = val == "restart", val != "restart"
			case "hMerge":
				left = val != "restart"
			}
			return w.x.skip()
		})
	})
	if err != nil {
		return err
	}
	fillCell(&c.Cell, blocks)
	row.column = min(row.column+c.ColSpan, 64*maxColumns)
	if n := len(row.cells); left && n > 0 {
		row.cells[n-1].ColSpan += c.ColSpan
		return nil
	}
	row.cells = append(row.cells, c)
	return nil
}

// drawing reads the text boxes in a drawing; pictures are counted.
func (w *wordReader) drawing(f *flow) error {
	var visit func(e xml.StartElement) error
	visit = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "txbxContent":
			return w.container(f)
		case "textpath": // a watermark, or words set as a shape
			w.in.edge(attr(e, "string"))
		case "pic", "imagedata":
			w.pictures++
		case "OLEObject":
			if id := attr(e, "ProgID"); id != "" {
				w.in.partial("an embedded object (%s) was not read", strings.TrimSpace(id))
			}
		case "chart":
			w.in.partial("a chart was not read")
		case "AlternateContent":
			return w.alternate(visit)
		}
		return w.x.children(visit)
	}
	return w.x.children(visit)
}
