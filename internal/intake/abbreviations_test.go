package intake

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// A document's own word goes first, then the words around; what neither settles is left to the reader.
func TestAbbreviations(t *testing.T) {
	type list = []engine.Abbreviation
	cases := []struct {
		name, file, text string
		want             list
	}{
		{"in running text", "a.txt", "Dự án: Xây dựng phần mềm QLVT\n\n1. Mục tiêu\nĐầu tư phần mềm quản lý vườn thú (QLVT) của tỉnh.\n",
			list{{Short: "QLVT", Long: "quản lý vườn thú"}}},
		{"list of abbreviations", "a.html", "<p>Dự án: Xây dựng phần mềm QLVT</p><p>Danh mục từ viết tắt</p><table><tr><td>1<td>QLVT<td>Quản lý vườn thú</table>",
			list{{Short: "QLVT", Long: "Quản lý vườn thú"}}},
		{"words around", "a.txt", "Dự án: Xây dựng sàn TMĐT\n\n1. Mục tiêu\nPhát triển thương mại điện tử của tỉnh.\n",
			list{{Short: "TMĐT", Long: "thương mại điện tử"}}},
		{"its own word before the glossary", "a.txt", "Dự án: Xây dựng phần mềm DC\n\n1. Mục tiêu\nĐầu tư phần mềm quản lý di cư (DC).\n", list{{Short: "DC", Long: "di cư"}}},
		{"explained in two ways", "a.txt", "Dự án: Phần mềm QLVT\n\n1. Mục tiêu\nQuản lý vườn thú (QLVT).\nQuản lý vận tải (QLVT).\n", nil},
		{"not settled", "a.txt", "Dự án: Xây dựng phần mềm VMS của tỉnh\n", nil},
	}
	reg := register(t)
	for _, c := range cases {
		doc, err := document.Read(context.Background(), c.file, []byte(c.text), document.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		got, _ := Proposals(doc, reg)
		if len(got) != 1 {
			t.Fatalf("%s: %d proposals", c.name, len(got))
		}
		if diff := cmp.Diff(c.want, got[0].Abbreviations); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.name, diff)
		}
	}
}
