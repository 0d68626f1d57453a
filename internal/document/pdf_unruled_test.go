package document

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// typed lays text out as a page of lines: each character 5 points wide, each line 12 high, in a font of 10. A line that
// begins with "=" is a level line over the width of the page, one of half the height; one with "_" stands half a line higher.
func typed(text string) (lines []textLine, levels []box) {
	y := 100.0
	for _, row := range strings.Split(text, "\n") {
		row = strings.ReplaceAll(row, "\t", "")
		if strings.HasPrefix(row, "=") {
			levels = append(levels, box{40, y - 4, 600, y - 4})
			y += 6
			continue
		}
		if half, ok := strings.CutPrefix(row, "_"); ok {
			row, y = half, y-6
		}
		var words []word
		for i, r := range []rune(row) {
			x := 50 + 5*float64(i)
			switch {
			case r == ' ':
			case i > 0 && []rune(row)[i-1] != ' ' && len(words) > 0:
				w := &words[len(words)-1]
				w.text, w.right = w.text+string(r), x+5
			default:
				words = append(words, word{box: box{x, y - 8, x + 5, y}, text: string(r), baseline: y, size: 10, font: "Courier"})
			}
		}
		lines = append(lines, linesOf(words, 1)...)
		y += 12
	}
	return lines, levels
}

// cellsOf gives the rows of tables, their cells between bars; a cell over several columns has its width behind it.
func cellsOf(tables []*ruledGrid) string {
	var sb strings.Builder
	for _, t := range tables {
		row := 0
		for i := range t.cells {
			c := &t.cells[i]
			if c.row != row {
				sb.WriteByte('\n')
				row = c.row
			}
			sb.WriteString(strings.ReplaceAll(c.text(1), "\n", " ") + strings.Repeat(">", c.columns-1) + "|")
		}
		sb.WriteString("\n")
	}
	return sb.String()
}

func TestUnruledTables(t *testing.T) {
	for _, c := range []struct{ name, page, want, rest string }{
		{"names of columns, wrapped cells, groups and a total", `
Kinh phí được tổng hợp tại bảng sau:
TT   Hạng mục                        Đơn vị   Đơn giá   Thành tiền
                                      tính             (triệu đồng)
I    Xây dựng phần mềm                                       2.450
1    Phân hệ quản lý hồ sơ cán bộ,   Gói        1.200        1.200
     công chức, viên chức và theo
     dõi quá trình công tác
2    Phân hệ báo cáo                 Gói        1.250        1.250
II   Mua sắm máy chủ và thiết bị lưu trữ cho trung tâm         600
     Tổng cộng                                               3.050
IV. Tổ chức thực hiện dự án trong năm và các năm sau này`,
			`TT|Hạng mục|Đơn vị tính|Đơn giá|Thành tiền (triệu đồng)|
I|Xây dựng phần mềm|||2.450|
1|Phân hệ quản lý hồ sơ cán bộ, công chức, viên chức và theo dõi quá trình công tác|Gói|1.200|1.200|
2|Phân hệ báo cáo|Gói|1.250|1.250|
II|Mua sắm máy chủ và thiết bị lưu trữ cho trung tâm>>|600|
|Tổng cộng|||3.050|
`, "Kinh phí được tổng hợp tại bảng sau:\nIV. Tổ chức thực hiện dự án trong năm và các năm sau này\n"},
		{"numbers in the middle of their rows", `
TT   Hạng mục                        Kinh phí
     Phân hệ quản lý hồ sơ cán bộ,
_1                                      1.200
_    công chức, viên chức
     Phân hệ theo dõi, cảnh báo,
2    tổng hợp và phân tích số liệu      1.250
     của các đơn vị
3    Đào tạo                              300`,
			`TT|Hạng mục|Kinh phí|
1|Phân hệ quản lý hồ sơ cán bộ, công chức, viên chức|1.200|
2|Phân hệ theo dõi, cảnh báo, tổng hợp và phân tích số liệu của các đơn vị|1.250|
3|Đào tạo|300|
`, ""},
		{"figures of several columns under one name", `
TT   Hạng mục                  Tổng mức đầu tư    Ghi chú
     Tổng số                   98    38    60
1    Phân hệ quản lý hồ sơ     46    20    26     Mới
2    Phân hệ báo cáo           52    18    34`,
			`TT|Hạng mục|Tổng mức đầu tư>>|Ghi chú|
|Tổng số|98|38|60||
1|Phân hệ quản lý hồ sơ|46|20|26|Mới|
2|Phân hệ báo cáo|52|18|34||
`, ""},
		{"the beginning of a row is on the page before", `
TT   Hạng mục                        Kinh phí

     công chức, viên chức
2    Phân hệ báo cáo                    1.250`,
			`TT|Hạng mục|Kinh phí|
|công chức, viên chức||
2|Phân hệ báo cáo|1.250|
`, ""},
		{"level lines", `
===
Phần việc                            Ai làm       Bao giờ
===
Lập hồ sơ mời thầu và tổ chức        Sở Nội vụ    Quý I
lựa chọn nhà thầu
===
Triển khai                           Nhà thầu     Quý II
===
Văn bản này có hiệu lực kể từ ngày ký.`,
			`Phần việc|Ai làm|Bao giờ|
Lập hồ sơ mời thầu và tổ chức lựa chọn nhà thầu|Sở Nội vụ|Quý I|
Triển khai|Nhà thầu|Quý II|
`, "Văn bản này có hiệu lực kể từ ngày ký.\n"},
		{"names under a name", `
TT   Nội dung                Kinh phí (triệu đồng)     Đơn vị chủ trì

                         Tổng số  Năm 2026  Năm 2027
1    Xây dựng phần mềm     4.000     2.500     1.500   Sở Y tế
2    Mua sắm máy chủ       3.000     3.000             Sở Khoa học
                                                       và Công nghệ`,
			`TT|Nội dung|Kinh phí (triệu đồng)>>|Đơn vị chủ trì|
||Tổng số|Năm 2026|Năm 2027||
1|Xây dựng phần mềm|4.000|2.500|1.500|Sở Y tế|
2|Mua sắm máy chủ|3.000|3.000||Sở Khoa học và Công nghệ|
`, ""},
		{"names under a name and a level line", `
===
TT   Nội dung                Kinh phí (triệu đồng)     Đơn vị chủ trì
===
                         Tổng số  Năm 2026  Năm 2027
===
1    Xây dựng phần mềm     4.000     2.500     1.500   Sở Y tế
===`,
			`TT|Nội dung|Kinh phí (triệu đồng)>>|Đơn vị chủ trì|
||Tổng số|Năm 2026|Năm 2027||
1|Xây dựng phần mềm|4.000|2.500|1.500|Sở Y tế|
`, ""},
		{"a list below", `
TT   Nội dung                 Kinh phí
1    Phần mềm                    1.250
2    Thiết bị                      300

- Chủ đầu tư: Sở Nội vụ
- Địa điểm: toàn tỉnh`,
			`TT|Nội dung|Kinh phí|
1|Phần mềm|1.250|
2|Thiết bị|300|
`, "- Chủ đầu tư: Sở Nội vụ\n- Địa điểm: toàn tỉnh\n"},
		{"justified text", `
Nội dung  đầu  tư  gồm  xây dựng  phần mềm và mua  sắm  thiết bị cho
các  đơn vị,  kinh phí  thực hiện  từ  ngân  sách  tỉnh  theo  quy
định,  tổng  mức  đầu tư  được  phê  duyệt  tại  quyết  định  của
chủ  tịch  ủy  ban  nhân  dân  tỉnh  trong  năm  nay  và  năm sau`, "", "*"},
		{"fields and values", `
Chủ đầu tư        Sở Nội vụ
Địa điểm          Thành phố Sơn La
Thời gian         Năm 2026
Nguồn vốn         Ngân sách tỉnh`, "", "*"},
		{"a list", `
Nội dung     gồm các việc sau:
1.   Xây dựng phần mềm quản lý cán bộ
2.   Mua sắm thiết bị
3.   Đào tạo`, "", "*"},
		{"a table of contents", `
Nội dung                                   Trang
I. Sự cần thiết đầu tư ......................... 1
II. Mục tiêu, quy mô ........................... 2
III. Tổng hợp kinh phí ......................... 3`, "", "*"},
		{"a heading of a table, without rows", `
TT   Hạng mục          Kinh phí
Các hạng mục trên được thực hiện theo quy định hiện hành của nhà nước
và hướng dẫn của bộ.`, "", "*"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, levels := typed(c.page)
			tables, rest := unruledTables(lines, levelFrames(levels, levels), nil)
			var left strings.Builder
			for i := range rest {
				left.WriteString(rest[i].text() + "\n")
			}
			if c.rest == "*" {
				c.rest = ""
				for i := range lines {
					c.rest += lines[i].text() + "\n"
				}
			}
			if diff := cmp.Diff(c.want, cellsOf(tables)); diff != "" {
				t.Errorf("tables (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.rest, left.String()); diff != "" {
				t.Errorf("lines outside (-want +got):\n%s", diff)
			}
		})
	}
}

// A name wrapped around the others, in the middle of the header between level lines, is that of one column.
func TestUnruledWrappedName(t *testing.T) {
	lines, levels := typed(`
=
                               Cơ quan chủ
_STT   Nhiệm vụ                               Thời gian   Kinh phí
_                               trì
=
1     Phần mềm quản lý chợ     Sở Y tế       2027             980
=
2     Kho dữ liệu dùng chung   Sở Nội vụ     2028             500
=`)
	tables, _ := unruledTables(lines, levelFrames(levels, levels), nil)
	want := "STT|Nhiệm vụ|Cơ quan chủ trì|Thời gian|Kinh phí|\n1|Phần mềm quản lý chợ|Sở Y tế|2027|980|\n2|Kho dữ liệu dùng chung|Sở Nội vụ|2028|500|\n"
	if got := cellsOf(tables); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The rest of a cell that the break of a page cuts is of the table, when a row follows it; a sentence is not.
func TestUnruledRestOfCell(t *testing.T) {
	lines, _ := typed(`
TT   Nhiệm vụ                   Đơn vị          Kinh phí
1    Kho dữ liệu dùng chung     Sở Nội vụ            500
2    Phần mềm                   Tỉnh đoàn            980`)
	tables, _ := unruledTables(lines, nil, nil)
	if len(tables) != 1 {
		t.Fatalf("%d tables", len(tables))
	}
	for _, c := range []struct{ page, want string }{
		{`
     quản lý đoàn viên

     Tổng cộng                                     1.480`, "|quản lý đoàn viên|||\n|Tổng cộng||1.480|\n"},
		{`
     quản lý đoàn viên
     theo quy định`, ""},
		{`
     Quản lý đoàn viên

     Tổng cộng                                     1.480`, "|Tổng cộng||1.480|\n"},
	} {
		lines, _ := typed(c.page)
		more, _ := unruledTables(lines, nil, tables[0])
		if got := cellsOf(more); got != c.want {
			t.Errorf("%s: got %q, want %q", c.page, got, c.want)
		}
	}
}

// The letterhead is read column by column, however near its columns stand; the title below belongs to neither.
func TestLetterhead(t *testing.T) {
	lines, _ := typed(`
UBND XÃ SI MA CAI VÀ CỐC  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
           LA                 Độc lập - Tự do - Hạnh phúc
       SỞ NỘI VỤ
       Số: 12/TTr            Sơn La, ngày 1 tháng 8 năm 2026

                     TỜ TRÌNH
         Kính gửi: Ủy ban nhân dân tỉnh`)
	tables, rest := unruledTables(lines, nil, nil)
	want := "UBND XÃ SI MA CAI VÀ CỐC LA SỞ NỘI VỤ Số: 12/TTr|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Sơn La, ngày 1 tháng 8 năm 2026|\n"
	if got := cellsOf(tables); got != want {
		t.Errorf("letterhead %q, want %q", got, want)
	}
	if len(rest) != 2 || rest[0].text() != "TỜ TRÌNH" {
		t.Errorf("%d lines below", len(rest))
	}
}

// The year of a date that had no room on its line is part of the letterhead.
func TestLetterheadYearBelow(t *testing.T) {
	lines, _ := typed(`
ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH ĐỒNG THÁP                 Độc lập - Tự do - Hạnh phúc
Số: 1190/QĐ-UBND            Đồng Tháp, ngày 04 tháng 5 năm
                                        2026
               QUYẾT ĐỊNH`)
	tables, rest := unruledTables(lines, nil, nil)
	if got := cellsOf(tables); !strings.HasSuffix(got, "tháng 5 năm 2026|\n") || len(rest) != 1 {
		t.Errorf("letterhead %q, %d lines below", got, len(rest))
	}
}

// A list whose marks stand at a tab is text, whose lines go on below each other; figures in columns are not.
func TestPDFTabbedList(t *testing.T) {
	p := newPDF("Courier")
	p.page()
	for i, s := range [][2]string{{"1.", "Tên dự án: Xây dựng cơ sở dữ liệu quy hoạch tỉnh"}, {"", "Hưng Yên"}, {"2.", "Chủ đầu tư: Sở Xây dựng"}, {"3.", "Thời gian: 2027"}} {
		y := 760 - 16*float64(i)
		if s[0] == "" {
			p.text(60, y, "F1", s[1])
			continue
		}
		p.text(60, y, "F1", s[0])
		p.text(110, y, "F1", s[1])
	}
	p.text(60, 640, "F1", "Máy chủ")
	p.text(400, 640, "F1", "02")
	p.text(60, 624, "F1", "Máy quét")
	p.text(400, 624, "F1", "15")
	want := wanted(`P 1. Tên dự án: Xây dựng cơ sở dữ liệu quy hoạch tỉnh Hưng Yên
		P 2. Chủ đầu tư: Sở Xây dựng
		P 3. Thời gian: 2027
		R |A Máy chủ |B 02
		R |A Máy quét |B 15`)
	if got := outline(readPDFOf(t, p.bytes()).Blocks); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A table without lines goes on over a page break, around a footnote, and without its repeated head; words drawn in two
// fonts are whole in it.
func TestPDFUnruled(t *testing.T) {
	data, err := os.ReadFile("testdata/unruled.pdf")
	if err != nil {
		t.Fatal(err)
	}
	doc := readPDFOf(t, data)
	if len(doc.Partial) > 0 {
		t.Errorf("partial %q", doc.Partial)
	}
	want := wanted(`P Kinh phí thực hiện được tổng hợp tại bảng sau:
		R |A TT |B Hạng mục |C Đơn vị tính |D Số lượng |E Đơn giá (triệu đồng) |F Thành tiền (triệu đồng)
		R |A I |B Xây dựng phần mềm nội bộ |C  |D  |E  |F 6.450
		R |A 1 |B Phân hệ quản lý hồ sơ cán bộ, công chức, viên chức và theo dõi quá trình công tác, khen thưởng, kỷ luật |C Phân hệ |D 1 |E 2.150 |F 2.150
		R |A 2 |B Phân hệ số hóa và quản lý kho hồ sơ lưu trữ điện tử của các cơ quan, đơn vị trên địa bàn tỉnh |C Phân hệ |D 1 |E 1.800 |F 1.800
		R |A 3 |B Phân hệ báo cáo thống kê |C Phân hệ |D 1 |E 1.250 |F 1.250
		R |A 4 |B Kết nối, chia sẻ dữ liệu với Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức qua trục LGSP của tỉnh |C Gói |D 1 |E 1.250 |F 1.250
		R |A II |B Mua sắm thiết bị |C  |D  |E  |F 1.720
		R |A 5 |B Máy chủ ứng dụng |C Bộ |D 4 |E 280 |F 1.120
		R |A 6 |B Thiết bị lưu trữ SAN dung lượng 50 TB kèm bộ chuyển mạch và dịch vụ lắp đặt, cài đặt |C Bộ |D 2 |E 300 |F 600
		R |A III |B Chi phí quản lý dự án |C  |D  |E  |F 180
		R |A IV |B Chi phí dự phòng |C  |D  |E  |F 150
		R |A  |B Tổng cộng |C  |D  |E  |F 8.500
		H1 V. TỔ CHỨC THỰC HIỆN
		P 1Theo Nghị định`)
	got := outline(doc.Blocks)
	if !strings.Contains(got, strings.TrimSuffix(want, "\n")) {
		t.Errorf("got\n%s", got)
	}
	for _, wrong := range []string{"Hồ sơ quản lý cán bộ\n", "lãnh đạo các cấp trên địa bàn tỉnh. 1"} {
		if strings.Contains(got, wrong) {
			t.Errorf("%q is in the text", wrong)
		}
	}
}
