package document

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/rasoat/rasoat/internal/viet"
)

// cellFormat is what the style of a cell says about its text.
type cellFormat struct {
	enc    viet.Encoding
	number numberFormat
}

// numberFormat is a number format, as far as it changes what is understood.
type numberFormat struct {
	grouping bool
	decimals int // -1: as many as the number has
	digits   int // before the decimal sign, at least
	percent  bool
	before   string // words around the number, like a unit
	after    string
	day      bool
	month    bool
	year     bool
	clock    bool
}

// general shows a number as it is.
var general = numberFormat{decimals: -1}

// date reports a format for dates or times.
func (f numberFormat) date() bool { return f.day || f.month || f.year || f.clock }

// builtinFormats are the codes of the formats that a workbook does not spell out.
var builtinFormats = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
	37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
	45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}

// readFormats reads fonts, number formats and cell formats.
func (b *workbook) readFormats(x *xmlTokens) error {
	if _, err := x.root(); err != nil {
		return err
	}
	codes := map[int]string{}
	var fonts []viet.Encoding
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmts":
			return x.children(func(e xml.StartElement) error {
				codes[number(attr(e, "numFmtId"), -1)] = attr(e, "formatCode")
				return x.skip()
			})
		case "fonts":
			return x.children(func(xml.StartElement) error {
				enc, err := readFontEncoding(x)
				fonts = append(fonts, enc)
				return err
			})
		case "cellXfs":
			return x.children(func(e xml.StartElement) error {
				b.formats = append(b.formats, newCellFormat(e, codes, fonts))
				return x.skip()
			})
		}
		return x.skip()
	})
}

// newCellFormat reads one entry of the cell formats.
func newCellFormat(e xml.StartElement, codes map[int]string, fonts []viet.Encoding) cellFormat {
	f := cellFormat{number: general}
	id := number(attr(e, "numFmtId"), 0)
	code, ok := codes[id]
	if !ok {
		code = builtinFormats[id]
	}
	if code != "" {
		f.number = parseNumberFormat(code)
	}
	if font := number(attr(e, "fontId"), -1); font >= 0 && font < len(fonts) {
		f.enc = fonts[font]
	}
	return f
}

// readFontEncoding reads the encoding that a font stands for.
func readFontEncoding(x *xmlTokens) (enc viet.Encoding, err error) {
	err = x.children(func(e xml.StartElement) error {
		if e.Name.Local == "name" {
			enc, _ = fontEncoding(attr(e, "val"))
		}
		return x.skip()
	})
	return enc, err
}

// format gives the format of a style number.
func (b *workbook) format(style int) cellFormat {
	if style < 0 || style >= len(b.formats) {
		return cellFormat{number: general}
	}
	return b.formats[style]
}

// parseNumberFormat reads the part of a format code that is for positive numbers.
func parseNumberFormat(code string) numberFormat {
	f := general
	placeholders, point := 0, false
	words := func(s string) {
		if placeholders == 0 {
			f.before += s
		} else {
			f.after += s
		}
	}
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			i = len(code)
		case '"', '[':
			i += f.literal(code[i:], words)
		case '\\', '_', '*':
			if i++; c == '\\' && i < len(code) {
				words(code[i : i+1])
			}
		case '0', '#', '?':
			placeholders++
			switch {
			case point:
				f.decimals++
			case c == '0':
				f.digits++
			}
		case '.':
			if placeholders > 0 {
				point, f.decimals = true, 0
			}
		case ',':
			f.grouping = f.grouping || placeholders > 0
		case '%':
			f.percent = true
		case ' ':
			words(" ")
		default:
			f.letter(c)
			if strings.HasPrefix(strings.ToLower(code[i:]), "general") {
				placeholders++
				i += len("general") - 1
			}
		}
	}
	if placeholders > 0 && !point && !strings.Contains(strings.ToLower(code), "general") {
		f.decimals = 0
	}
	return f
}

// literal takes a quoted text or a bracket and gives how far to move on. [h] counts hours; other brackets are colours,
// conditions and currencies.
func (f *numberFormat) literal(s string, words func(string)) int {
	end := strings.IndexByte(s[1:], map[byte]byte{'"': '"', '[': ']'}[s[0]])
	if end < 0 {
		return len(s)
	}
	inner := s[1 : 1+end]
	switch {
	case s[0] == '"':
		words(inner)
	case strings.Trim(strings.ToLower(inner), "hms") == "" && inner != "":
		f.clock = true
	}
	return end + 1
}

// letter takes a letter of a date code. "m" beside hours or seconds is minutes.
func (f *numberFormat) letter(c byte) {
	switch c | 0x20 {
	case 'd':
		f.day = true
	case 'm':
		f.month = true
	case 'y':
		f.year = true
	case 'h', 's':
		f.clock = true
	}
}

// show writes a number as a Vietnamese reader sees it: dots between thousands, a comma before decimals.
func (f numberFormat) show(v float64) string {
	decimals := f.decimals
	if f.percent {
		v *= 100
	}
	s := plainNumber(v)
	if decimals >= 0 && math.Abs(v) < 1e15 {
		s = strconv.FormatFloat(v, 'f', min(decimals, 15), 64)
	}
	sign := ""
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = "-", rest
	}
	whole, fraction, _ := strings.Cut(s, ".")
	if pad := min(f.digits, 15) - len(whole); pad > 0 {
		whole = strings.Repeat("0", pad) + whole
	}
	if f.grouping {
		whole = group(whole)
	}
	if fraction != "" {
		whole += "," + fraction
	}
	if f.percent {
		whole += "%"
	}
	return tidy(f.before + sign + whole + f.after)
}

// plainNumber writes v with at most 12 significant digits and no exponent.
func plainNumber(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	if math.IsInf(v, 0) || math.IsNaN(v) || math.Abs(v) > 1e18 || math.Abs(v) < 1e-9 {
		return strconv.FormatFloat(v, 'g', 12, 64)
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		rounded = v
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// group puts dots between thousands.
func group(digits string) string {
	var out []byte
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, '.')
		}
		out = append(out, digits[i])
	}
	return string(out)
}

// isoDate writes a serial day in ISO form, with as much as the format shows; false outside the calendar of Excel.
func (f numberFormat) isoDate(serial float64, from1904 bool) (string, bool) {
	if serial < 0 || serial > 2958465 || math.IsNaN(serial) {
		return "", false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial < 60:
		epoch = epoch.AddDate(0, 0, 1) // Excel counts a 29 February 1900
	}
	days := math.Floor(serial)
	t := epoch.AddDate(0, 0, int(days)).Add(time.Duration(math.Round((serial-days)*86400)) * time.Second)
	layout := ""
	switch {
	case f.clock && !f.day && !f.year:
		layout = "15:04:05"
	case !f.day && !f.month:
		layout = "2006"
	case !f.day && f.year:
		layout = "2006-01"
	case f.clock:
		layout = "2006-01-02 15:04:05"
	default:
		layout = "2006-01-02"
	}
	return t.Format(layout), true
}
