package document

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

// isJSON reports text that begins as JSON does.
func isJSON(in *input) bool {
	text := strings.TrimLeft(in.plain(), " \t\r\n")
	if text == "" || text[0] != '{' && text[0] != '[' {
		return false
	}
	d := json.NewDecoder(strings.NewReader(text))
	for range 3 {
		if _, err := d.Token(); err != nil {
			return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		}
	}
	return true
}

// jsonValue is a value with the fields of objects in the order of the file.
type jsonValue struct {
	text   string // of a scalar, as shown
	number *float64
	object bool
	array  bool
	keys   []string // of an object
	values []jsonValue
}

// jsonReader reads values and gives them as rows.
type jsonReader struct {
	in     *input
	d      *json.Decoder
	depth  int
	tables int
	paras  int
}

// readJSON reads one value, or one value a line. Lists of objects become tables with the field names as the header;
// the fields of an object become rows of name and value.
func readJSON(in *input) error {
	r := &jsonReader{in: in, d: json.NewDecoder(strings.NewReader(in.plain()))}
	r.d.UseNumber()
	all := jsonValue{array: true}
	for {
		v, err := r.value()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var known *Refusal
			if errors.As(err, &known) {
				return err
			}
			return damaged(fmt.Sprintf("the JSON is cut off or faulty at byte %d", r.d.InputOffset()), err)
		}
		all.values = append(all.values, v)
	}
	if len(all.values) == 1 {
		all = all.values[0]
	}
	return r.give("", &all)
}

// value reads the next value.
func (r *jsonReader) value() (jsonValue, error) {
	tok, err := r.d.Token()
	if err != nil {
		return jsonValue{}, err
	}
	if err := r.in.m.cell(2); err != nil { // held as a value and, later, as a cell
		return jsonValue{}, err
	}
	switch tok := tok.(type) {
	case json.Delim:
		return r.nested(tok)
	case json.Number:
		return jsonNumber(tok), nil
	case string:
		return jsonValue{text: tidy(r.in.legacy.run(tok, viet.Unicode))}, nil
	case bool:
		return jsonValue{text: fmt.Sprint(tok)}, nil
	}
	return jsonValue{}, r.in.m.tick()
}

// jsonNumber shows a number as a Vietnamese reader writes it.
func jsonNumber(n json.Number) jsonValue {
	v, err := n.Float64()
	if err != nil {
		return jsonValue{text: n.String()}
	}
	return jsonValue{text: general.show(v), number: &v}
}

// nested reads the rest of an object or list.
func (r *jsonReader) nested(open json.Delim) (jsonValue, error) {
	if r.depth++; r.depth > r.in.m.lim.Depth {
		return jsonValue{}, tooLarge("values nested more than %d deep", r.in.m.lim.Depth)
	}
	defer func() { r.depth-- }()
	v := jsonValue{object: open == '{', array: open == '['}
	for r.d.More() {
		if v.object {
			key, err := r.d.Token()
			if err != nil {
				return v, noEnd(err)
			}
			v.keys = append(v.keys, tidy(fmt.Sprint(key)))
		}
		inner, err := r.value()
		if err != nil {
			return v, noEnd(err)
		}
		v.values = append(v.values, inner)
	}
	_, err := r.d.Token()
	return v, noEnd(err)
}

// noEnd is for an end of input inside a value.
func noEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// give makes blocks of a value that stands under a name.
func (r *jsonReader) give(name string, v *jsonValue) error {
	switch {
	case v.tabular():
		if err := r.heading(name); err != nil {
			return err
		}
		return r.table(v)
	case v.object:
		return r.fields(name, v)
	case v.array:
		for i := range v.values {
			if err := r.give(name, &v.values[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if v.text == "" {
		return nil
	}
	r.paras++
	return r.in.add(Block{Text: v.text, Place: Place{Para: r.paras}})
}

// tabular reports a list with objects in it.
func (v *jsonValue) tabular() bool {
	if !v.array {
		return false
	}
	for i := range v.values {
		if v.values[i].object {
			return true
		}
	}
	return false
}

// heading names the table that follows.
func (r *jsonReader) heading(name string) error {
	if name == "" {
		return nil
	}
	r.paras++
	return r.in.add(Block{Kind: Heading, Level: 1, Text: name, Place: Place{Para: r.paras}})
}

// fields gives the plain fields of an object as rows, then its lists as tables.
func (r *jsonReader) fields(prefix string, v *jsonValue) error {
	r.tables++
	number, row := r.tables, 0
	var lists []int
	for i, key := range v.keys {
		f := &v.values[i]
		if f.tabular() || f.object {
			lists = append(lists, i)
			continue
		}
		row++
		cells := []Cell{{Text: joinName(prefix, key), ColSpan: 1, RowSpan: 1}, f.cell(1)}
		if err := r.in.add(Block{Kind: Row, Cells: cells, Place: Place{Table: number, Row: row}}); err != nil {
			return err
		}
	}
	for _, i := range lists {
		if err := r.give(joinName(prefix, v.keys[i]), &v.values[i]); err != nil {
			return err
		}
	}
	return nil
}

// joinName joins the names of an object and of a field in it.
func joinName(prefix, key string) string {
	if prefix == "" {
		return key
	}
	return prefix + "." + key
}

// table gives a list of objects as a header of all field names, in order of appearance, and a row for each.
func (r *jsonReader) table(v *jsonValue) error {
	r.tables++
	number := r.tables
	column := map[string]int{}
	var header []Cell
	for i := range v.values {
		for _, key := range v.values[i].keys {
			if _, known := column[key]; !known {
				column[key] = len(header)
				header = append(header, Cell{Text: key, Column: len(header), ColSpan: 1, RowSpan: 1})
			}
		}
	}
	if err := r.in.add(Block{Kind: Row, Cells: header, Place: Place{Table: number, Row: 1}}); err != nil {
		return err
	}
	for i := range v.values {
		item := &v.values[i]
		if err := r.in.m.cell(len(header)); err != nil {
			return err
		}
		cells := make([]Cell, max(len(header), 1))
		for c := range cells {
			cells[c] = Cell{Column: c, ColSpan: 1, RowSpan: 1}
		}
		for k, key := range item.keys {
			cells[column[key]] = item.values[k].cell(column[key])
		}
		if !item.object {
			cells[0] = item.cell(0)
		}
		if err := r.in.add(Block{Kind: Row, Cells: cells, Place: Place{Table: number, Row: i + 2}}); err != nil {
			return err
		}
	}
	return nil
}

// cell gives a value as a cell: a list of plain values one a line, objects as lines of name and value.
func (v *jsonValue) cell(column int) Cell {
	return Cell{Text: v.plain(), Number: v.number, Column: column, ColSpan: 1, RowSpan: 1}
}

// plain writes a value as text.
func (v *jsonValue) plain() string {
	if !v.object && !v.array {
		return v.text
	}
	parts := make([]string, 0, len(v.values))
	for i := range v.values {
		s := v.values[i].plain()
		if s == "" {
			continue
		}
		if v.object {
			s = v.keys[i] + ": " + s
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, map[bool]string{true: "; ", false: "\n"}[v.object])
}
