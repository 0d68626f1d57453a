package index

import (
	"testing"
)

func TestTmpSearch(t *testing.T) {
	ix := built(t, embedded(t))
	for _, q := range []string{"dat dai", "đất đai", `"co so du lieu" rung`, "phản ánh hiện trường", "lưu trú", "luu tru dien tu", "zzz đất đai", "LGSP"} {
		res, err := ix.Search(SearchRequest{Text: q, Size: 4})
		if err != nil {
			t.Fatal(err)
		}
		t.Log(q, res.Total, res.Relaxed)
		for _, h := range res.Hits {
			t.Log("   ", h.Platform.ID, h.Owner, h.Lists, h.Name.Marked("[", "]"))
			for _, f := range h.Fragments {
				t.Log("        ", f.Field, f.Marked("[", "]"))
			}
		}
	}
}
