package document

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pdfMaker writes small PDFs: text in two fonts whose codes stand for any characters, and lines.
type pdfMaker struct {
	pages  []*strings.Builder
	codes  map[rune]byte
	font   string
	rotate int
	key    []byte // encrypts strings and streams
	owner  []byte
	image  bool   // a picture covers every page
	notes  string // further entries of every page
}

// newPDF starts a PDF in a font.
func newPDF(font string) *pdfMaker { return &pdfMaker{codes: map[rune]byte{}, font: font} }

// page begins a page.
func (p *pdfMaker) page() { p.pages = append(p.pages, &strings.Builder{}) }

// shapes are codes of letters without descenders, so that what is drawn stands on the line like what it means.
const shapes = "ABCDEFGHIKLMNOPRSTUVWXYZ0123456789abcdefhiklmnorstuvwxz\xc0\xc1\xc2\xc3\xc4\xc5\xc6\xc8\xc9\xca\xcb\xcc\xcd\xce\xcf\xd1\xd2\xd3\xd4\xd5\xd6\xd8\xd9\xda\xdb\xdc\xdd\xe0\xe1\xe2\xe3\xe4\xe5\xe8\xe9\xea\xeb"

// text writes at a place; font is F1, or F2 for bold.
func (p *pdfMaker) text(x, y float64, font, s string) {
	hex := ""
	for _, r := range s {
		if _, known := p.codes[r]; !known {
			p.codes[r] = shapes[len(p.codes)]
			if r < 0x100 && p.font[0] == '.' {
				p.codes[r] = byte(r)
			}
			if r == ' ' {
				p.codes[r] = 32
			}
		}
		hex += fmt.Sprintf("%02x", p.codes[r])
	}
	fmt.Fprintf(p.pages[len(p.pages)-1], "BT /%s 12 Tf %g %g Td <%s> Tj ET\n", font, x, y, hex)
}

// line draws a line.
func (p *pdfMaker) line(x1, y1, x2, y2 float64) {
	fmt.Fprintf(p.pages[len(p.pages)-1], "%g %g m %g %g l S\n", x1, y1, x2, y2)
}

// bytes writes the file.
func (p *pdfMaker) bytes() []byte {
	var cmap strings.Builder
	cmap.WriteString("/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n")
	for r, c := range p.codes {
		fmt.Fprintf(&cmap, "1 beginbfchar <%02x> <%04x> endbfchar\n", c, r)
	}
	cmap.WriteString("endcmap end")
	widths := strings.Repeat("600 ", 256)
	font := func(name string) string {
		return "<</Type/Font/Subtype/TrueType/BaseFont/" + name + "/Encoding/WinAnsiEncoding/FirstChar 0/LastChar 255/Widths[" + widths + "]/ToUnicode 3 0 R/FontDescriptor<</Type/FontDescriptor/FontName/" + name + "/Flags 32/FontBBox[0 -200 1000 800]/Ascent 800/Descent -200/ItalicAngle 0/StemV 80/CapHeight 700>> >>"
	}
	kids := ""
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", stream(cmap.String(), p.encrypt(3)), font(p.font), font(p.font + ",Bold"),
		"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\n\x00\nendstream"}
	for _, content := range p.pages {
		body := content.String()
		if p.image {
			body += "q 500 0 0 700 40 40 cm /I Do Q\n"
		}
		n := len(objects) + 1
		kids += fmt.Sprintf("%d 0 R ", n)
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R%s/Rotate %d/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R/F2 5 0 R>>/XObject<</I 6 0 R>> >>/Contents %d 0 R>>", p.notes, p.rotate, n+1),
			stream(body, p.encrypt(n+1)))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(p.pages))
	return p.assemble(objects)
}

// assemble writes objects with their table.
func (p *pdfMaker) assemble(objects []string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	locked := ""
	if p.key != nil {
		locked = fmt.Sprintf("/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<%x>/U<%x>>>", p.owner, p.userEntry())
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, locked, table)
	return out.Bytes()
}

// stream writes a stream object.
func stream(s string, encrypt func([]byte) []byte) string {
	data := encrypt([]byte(s))
	return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(data), data)
}

// pdfPad fills passwords, as the standard says (algorithm 2).
const pdfPad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// lock encrypts the file with a user password by the first revision of the standard.
func (p *pdfMaker) lock(user, owner string) {
	pad := func(s string) []byte { return []byte((s + pdfPad)[:32]) }
	sum := md5.Sum(pad(owner))
	p.owner = cipher(sum[:5], pad(user))
	input := append(pad(user), p.owner...)
	permissions := int32(-44)
	input = binary.LittleEndian.AppendUint32(input, uint32(permissions))
	key := md5.Sum(append(input, 0))
	p.key = key[:5]
}

// userEntry gives what proves the user password.
func (p *pdfMaker) userEntry() []byte { return cipher(p.key, []byte(pdfPad)) }

// encrypt gives the cipher of an object; the identity without a lock.
func (p *pdfMaker) encrypt(object int) func([]byte) []byte {
	if p.key == nil {
		return func(b []byte) []byte { return b }
	}
	sum := md5.Sum(append(append([]byte{}, p.key...), byte(object), byte(object>>8), 0, 0, 0))
	return func(b []byte) []byte { return cipher(sum[:10], b) }
}

// cipher is RC4.
func cipher(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// readPDFOf reads a PDF that must be readable.
func readPDFOf(t *testing.T, data []byte) *Document {
	t.Helper()
	doc, err := Read(context.Background(), "a.pdf", data, pdfLimits(t))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Pages with what breaks names apart: wrapped paragraphs, a drawn table with a wrapped cell that the page break cuts and
// that goes on under a repeated head, columns without lines, page numbers, a running head.
func TestPDFLayout(t *testing.T) {
	p := newPDF("Courier")
	head := func(y float64) {
		for i, s := range []string{"TT", "Hạng mục", "Kinh phí"} {
			p.text([]float64{62, 102, 402}[i], y, "F1", s)
		}
	}
	frame := func(ys ...float64) {
		for _, y := range ys {
			p.line(60, y, 500, y)
		}
		for _, x := range []float64{60, 100, 400, 500} {
			p.line(x, ys[0], x, ys[len(ys)-1])
		}
	}
	for n := 1; n <= 3; n++ {
		p.page()
		p.text(60, 815, "F1", "Đề án chuyển đổi số")
		p.text(290, 20, "F1", fmt.Sprint(n))
		switch n {
		case 1:
			p.text(60, 760, "F1", "UBND TỈNH A")
			p.text(330, 760, "F1", "CỘNG HÒA XÃ HỘI")
			p.text(60, 744, "F1", "SỞ B")
			p.text(330, 744, "F1", "Độc lập")
			p.text(60, 700, "F2", "I. MỤC TIÊU")
			p.text(60, 684, "F1", "Xây dựng hệ thống thông tin quản lý tài sản công trên địa bàn toàn tỉnh")
			p.text(60, 668, "F1", "gồm ba phân hệ.")
			p.text(60, 652, "F1", "- Chủ đầu tư: Sở B.")
			frame(640, 620, 580)
			head(626)
			p.text(62, 606, "F1", "1")
			p.text(102, 606, "F1", "Phân hệ theo dõi tiến độ các dự án đầu tư")
			p.text(102, 590, "F1", "công của tỉnh")
			p.text(402, 606, "F1", "1.200")
		case 2:
			frame(790, 770, 750, 730)
			head(776)
			p.text(102, 756, "F1", "và của các xã")
			p.text(62, 736, "F1", "2")
			p.text(102, 736, "F1", "Đào tạo")
			p.text(402, 736, "F1", "300")
		case 3:
			p.text(60, 700, "F1", "Hết.")
		}
	}
	doc := readPDFOf(t, p.bytes())
	want := `R |A UBND TỈNH A⏎SỞ B |B CỘNG HÒA XÃ HỘI⏎Độc lập
		H1 I. MỤC TIÊU
		P Xây dựng hệ thống thông tin quản lý tài sản công trên địa bàn toàn tỉnh gồm ba phân hệ.
		P - Chủ đầu tư: Sở B.
		R |A TT |B Hạng mục |C Kinh phí
		R |A 1 |B Phân hệ theo dõi tiến độ các dự án đầu tư công của tỉnh và của các xã |C 1.200
		R |A 2 |B Đào tạo |C 300
		P Hết.`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if got := doc.Blocks[6].Place; got != (Place{Page: 2, Table: 2, Row: 3}) {
		t.Errorf("place of the row after the break = %+v", got)
	}
}

// Pages whose break cuts a row that no line closes, with amounts broken inside narrow cells, and lines of text at the edges that
// differ in their amounts only.
func TestPDFPageBreak(t *testing.T) {
	p := newPDF("Courier")
	frame := func(top, bottom float64, ys ...float64) {
		for _, y := range ys {
			p.line(60, y, 470, y)
		}
		for _, x := range []float64{60, 100, 400, 470} {
			p.line(x, top, x, bottom)
		}
	}
	cells := func(y float64, texts ...string) {
		for i, s := range texts {
			if s != "" {
				p.text([]float64{62, 102, 402}[i], y, "F1", s)
			}
		}
	}
	p.page()
	p.text(60, 810, "F1", "- Kinh phí: 500.000.000 đồng.")
	p.text(60, 780, "F1", "Nội dung gồm các phần việc nêu dưới đây, theo từng đơn vị.")
	p.text(60, 764, "F1", "Hạng mục 2: Thiết bị")
	frame(720, 60, 720, 700, 664)
	cells(706, "TT", "Nội dung", "Đồng")
	cells(686, "1", "Phần mềm", "2.592.00")
	cells(670, "", "", "0.000")
	cells(650, "2", "Lắp đặt", "1.000.00")
	cells(634, "", "", "0.000")
	p.page()
	frame(790, 740, 760, 740)
	cells(776, "", "camera tại cảng", "")
	cells(746, "3", "Đào tạo", "300.000")
	p.text(60, 50, "F1", "- Kinh phí: 720.000.000 đồng.")
	doc := readPDFOf(t, p.bytes())
	want := `P - Kinh phí: 500.000.000 đồng.
		P Nội dung gồm các phần việc nêu dưới đây, theo từng đơn vị.
		P Hạng mục 2: Thiết bị
		R |A TT |B Nội dung |C Đồng
		R |A 1 |B Phần mềm |C 2.592.000.000
		R |A 2 |B Lắp đặt camera tại cảng |C 1.000.000.000
		R |A 3 |B Đào tạo |C 300.000
		P - Kinh phí: 720.000.000 đồng.`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestLineCut(t *testing.T) {
	line := func(s string) *textLine {
		var l textLine
		for _, w := range strings.Fields(s) {
			l.words = append(l.words, word{text: w})
		}
		return &l
	}
	for _, c := range []struct {
		above, below string
		want         bool
	}{
		{"2.592.00", "0.000", true}, {"777.600.", "000", true}, {"1.250", ".000 đồng", true}, {"2.592.000", "1.000.000", false}, {"12", "000", false},
		{"2.592.000", "000", false}, {"Đơn giá thuê/thá", "ng (đồng)", true}, {"cán bộ,", "công chức", false}, {"Phần", "mềm", false}, {"TRƯỜ", "NG HỌC", true},
	} {
		if got := line(c.above).cut(line(c.below)); got != c.want {
			t.Errorf("cut(%q, %q) = %v, want %v", c.above, c.below, got, c.want)
		}
	}
}

func TestPDFRefusals(t *testing.T) {
	plain := func() *pdfMaker {
		p := newPDF("Courier")
		p.page()
		p.text(60, 700, "F1", "Hệ thống quản lý văn bản")
		return p
	}
	locked, owned, scan, mixed := plain(), plain(), newPDF("Courier"), plain()
	locked.lock("mật", "chủ")
	owned.lock("", "chủ")
	scan.page()
	scan.image = true
	if r := refusalOf(t, "locked.pdf", locked.bytes(), pdfLimits(t)); r.Reason != Encrypted || r.Hint == "" {
		t.Errorf("locked: %+v", r)
	}
	if got := readPDFOf(t, owned.bytes()).Blocks[0].Text; got != "Hệ thống quản lý văn bản" {
		t.Errorf("locked for its owner only: %q", got)
	}
	if r := refusalOf(t, "scan.pdf", scan.bytes(), pdfLimits(t)); r.Reason != NoText || !strings.Contains(r.Hint, "ocrmypdf") {
		t.Errorf("scan: %+v", r)
	}
	mixed.page()
	mixed.image = true
	if doc := readPDFOf(t, mixed.bytes()); len(doc.Partial) != 1 || !strings.Contains(doc.Partial[0], "2") {
		t.Errorf("one page a scan: partial %q", doc.Partial)
	}
	if r := refusalOf(t, "cut.pdf", plain().bytes()[:120], pdfLimits(t)); r.Reason != Damaged {
		t.Errorf("cut: %+v", r)
	}
	whole := plain().bytes()
	if doc := readPDFOf(t, whole[:len(whole)-10]); len(doc.Partial) == 0 {
		t.Error("a PDF without its end must be told")
	}
}

func TestPDFRotated(t *testing.T) {
	p := newPDF("Courier")
	p.rotate = 90
	p.page()
	fmt.Fprint(p.pages[0], "q 0 1 -1 0 595 0 cm\n")
	p.text(60, 500, "F1", "Phụ lục kế hoạch")
	p.text(60, 480, "F1", "năm 2026")
	fmt.Fprint(p.pages[0], "Q\n")
	if diff := cmp.Diff("P Phụ lục kế hoạch\nP năm 2026\n", outline(readPDFOf(t, p.bytes()).Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

// Letters of an ABC font, with and without the soft hyphen that stands for ư.
func TestPDFLegacyFont(t *testing.T) {
	p := newPDF(".VnTime")
	p.page()
	p.text(60, 700, "F1", "X©y dùng phÇn mÒm qu¶n lý vèn ®Çu t\u00ad cña tØnh H¶i D\u00ad¬ng")
	doc := readPDFOf(t, p.bytes())
	if got, want := outline(doc.Blocks[:1]), "P Xây dựng phần mềm quản lý vốn đầu tư của tỉnh Hải Dương\n"; got != want {
		t.Errorf("with soft hyphens: %q, want %q", got, want)
	}
	if doc.Encoding != "TCVN3" || len(doc.Partial) != 0 {
		t.Errorf("encoding %q, partial %q", doc.Encoding, doc.Partial)
	}

	lost := newPDF(".VnTime")
	lost.page()
	lost.text(60, 700, "F1", "Chñ ®Çu t : Së Tµi chÝnh, c¬ quan nhµ n íc, ®êng bé.")
	doc = readPDFOf(t, lost.bytes())
	if got, want := outline(doc.Blocks), "P Chủ đầu tư : Sở Tài chính, cơ quan nhà nước, đường bộ.\n"; got != want {
		t.Errorf("without soft hyphens: %q, want %q", got, want)
	}
	if len(doc.Partial) != 1 || !strings.Contains(doc.Partial[0], "3 words") {
		t.Errorf("partial %q", doc.Partial)
	}
}

// A sign that a legacy font has for a letter is drawn small and high, with white around it: its word stays whole.
func TestPDFSignInWord(t *testing.T) {
	p := &pdfPage{fonts: []fontRun{{box: box{0, 0, 600, 800}, name: ".VnTime", size: 13}}}
	p.glyphs = []glyph{{'n', box{461, 94, 468, 100}, 100}, {'¨', box{472, 90, 475, 92}, 0}, {'m', box{476, 94, 487, 100}, 0}}
	if got := linesOf(p.words(), 1); len(got) != 1 || got[0].text() != "n¨m" {
		t.Errorf("lines %+v", got)
	}
}

// Words whose letters stand in two fonts, each drawn in one go, come out whole.
func TestPDFTwoFonts(t *testing.T) {
	data, err := os.ReadFile("testdata/two-fonts.pdf")
	if err != nil {
		t.Fatal(err)
	}
	got := outline(readPDFOf(t, data).Blocks)
	for _, want := range []string{
		"ĐỀ CƯƠNG VÀ DỰ TOÁN CHI TIẾT", "PHẦN MỀM QUẢN LÝ CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC TỈNH LÀO CAI", "Đơn vị: Sở Nội vụ tỉnh Lào Cai. Năm 2025",
		"Hiện nay việc quản lý hồ sơ cán bộ còn thủ công, dữ liệu phân tán.", "Sở Nội vụ, các sở, ban, ngành;", "Quản lý biên chế, vị trí việc làm", "Cảnh báo đến hạn",
		"Chi phí xây dựng phần mềm", "Dự phòng", "Tổng cộng",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
