package eval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/engine"
)

func TestReadLabels_Items(t *testing.T) {
	set, err := ReadLabels([]byte(`{"id":"P1","title":"A","modules":["m"],"tier":"medium","gold":{"any":{"verdict":null,"group":"alert","matches":[{"platform":"x","relation":"part","votes":1}]}}}

{"id":"R1","title":"B","gold":{"any":{"verdict":"duplicate","accept":["partial_overlap"]}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Items) != 2 || len(set.SHA256) != 64 {
		t.Fatalf("%d items, hash %q", len(set.Items), set.SHA256)
	}
	want := Gold{Group: Alert, Matches: []Match{{"x", PartOf, 1}}}
	if diff := cmp.Diff(want, set.Items[0].Gold["any"]); diff != "" {
		t.Errorf("label without an agreed verdict (-want +got):\n%s", diff)
	}
	// a reviewer's decision: no tier, no group
	want = Gold{Verdict: engine.Duplicate, Group: Alert, Accept: []engine.Verdict{engine.PartialOverlap}}
	if diff := cmp.Diff(want, set.Items[1].Gold["any"]); diff != "" || set.Items[1].Tier != Strong {
		t.Errorf("recorded decision of tier %q (-want +got):\n%s", set.Items[1].Tier, diff)
	}
}

func TestReadLabels_Dossiers(t *testing.T) {
	set, err := ReadLabels([]byte(`{"file":"a.docx","title":"T","total_money_vnd":5,"total_stated":false,"expected_read":"ok","also_acceptable":["partial"],"components":[{"no":"1","name":"N","action":"build","money_vnd":null,"verdict_2765":"duplicate","platforms_2765":["x"],"accept_2765":["partial_overlap"],"verdict_1132":"complement","platforms_1132":["y"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	d := set.Dossiers[0]
	if d.TotalStated || *d.TotalMoney != 5 || !cmp.Equal(d.ExpectedRead, []string{"ok", "partial"}) {
		t.Errorf("dossier %+v", d)
	}
	old, ok := d.Components[0].gold("2765-2024")
	want := Gold{Verdict: engine.Duplicate, Group: Alert, Accept: []engine.Verdict{engine.PartialOverlap}, Matches: []Match{{"x", SameJob, 1}}}
	if diff := cmp.Diff(want, old); diff != "" || !ok {
		t.Errorf("label for 2765 (-want +got):\n%s", diff)
	}
	if g, _ := d.Components[0].gold("1132-2026"); g.Matches[0].Relation != Connects {
		t.Errorf("a platform beside a complement is connected to, not %q", g.Matches[0].Relation)
	}
	if _, ok := d.Components[0].gold("any"); ok {
		t.Error("there is no label for any")
	}
}

func TestReadLabels_Refused(t *testing.T) {
	const item = `{"id":"P1","title":"A","gold":{}}`
	for _, tt := range []struct{ name, data, want string }{
		{"empty", "\n\n", "no labelled item"},
		{"over two lines", "{\"file\":\"a.docx\",\n\"components\":[]}", "line 1"},
		{"not JSON", item + "\n{", "line 2"},
		{"neither", `{"id":"P1"}`, `neither "gold"`},
		{"twice", item + "\n" + item, `"P1" stands on line 1 already`},
		{"verdict", `{"id":"P1","title":"A","gold":{"any":{"verdict":"maybe"}}}`, `unknown verdict "maybe"`},
		{"relation", `{"id":"P1","title":"A","gold":{"any":{"verdict":"none","matches":[{"platform":"x","relation":"like"}]}}}`, `unknown relation "like"`},
		{"tier", `{"id":"P1","title":"A","tier":"good","gold":{}}`, `tier "good"`},
		{"title", `{"id":"P1","gold":{}}`, "needs an id and a title"},
		{"mixed", item + "\n" + `{"file":"a","components":[]}`, "evaluate them apart"},
		{"component", `{"file":"a","components":[{"no":"1"}]}`, `file "a", component 1: no name`},
	} {
		_, err := ReadLabels([]byte(tt.data))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

func TestResemblance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{
		{"abcd", "bcde", 0.75}, {"", "", 1}, {"abc", "", 0}, {"abxcd", "abcd", 8.0 / 9}, {"tide", "diet", 0.25}, {"diet", "tide", 0.5},
	} {
		if got := resemblance([]rune(tt.a), []rune(tt.b)); !near(got, tt.want) {
			t.Errorf("resemblance of %q and %q is %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestPair(t *testing.T) {
	expected := []Expected{{Name: "Phần mềm quản lý giá"}, {Name: "Phần mềm quản lý giá."}, {Name: "Cổng dữ liệu mở"}}
	got := pair(expected, []string{"PHẦN MỀM QUẢN LÝ GIÁ", "Phần mềm quản lý giá đất", "Kho dữ liệu"})
	if diff := cmp.Diff([]int{0, 1, -1}, got); diff != "" {
		t.Errorf("each read name is used once, an unlike one never (-want +got):\n%s", diff)
	}
}
