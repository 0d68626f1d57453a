package engine

import (
	"slices"
	"sync"

	"github.com/rasoat/rasoat/internal/viet"
)

// ItemKind is what a component is, whatever is done to it (loại hạng mục). Only systems are compared by function.
type ItemKind string

// Kinds of item.
const (
	System    ItemKind = "system"
	Equipment ItemKind = "hardware"
	Line      ItemKind = "line"       // đường truyền, mạng
	Learning  ItemKind = "training"   // đào tạo, tập huấn
	Paper     ItemKind = "regulation" // quy chế, kế hoạch, truyền thông, kiểm tra: not a system
	Umbrella  ItemKind = "umbrella"   // đề án of many items, to be split
)

// Reading is what the name of a component says: the form of investment, the kind of thing, and whether it is refused.
type Reading struct {
	Action  Action
	Kind    ItemKind
	Negated bool
	Headed  bool // a verb of investment or a head noun says that a thing is meant, not an activity or a rule

	verb, noun run // words of the name that state the action and head what is meant, empty where nothing does
}

// ActionOf reads the action from the name of a component or a clause about it, and whether it says that the thing will
// not be built. A bare noun phrase ("Cổng dữ liệu mở") is something to be built.
func ActionOf(text string) (Action, bool) {
	r := ReadName(text)
	return r.Action, r.Negated
}

// ReadName reads action, kind and negation from the name of a component. Text typed without diacritics is read by its
// folded form.
func ReadName(text string) Reading {
	return grammar().read(viet.Normalize(text))
}

// grammarLexicon matches lexemes; span IDs index lexemes.
type grammarLexicon struct{ lex *viet.Lexicon }

var grammar = sync.OnceValue(func() grammarLexicon {
	terms := make([]viet.Term, len(lexemes))
	for i, l := range lexemes {
		terms[i] = viet.Term{Phrase: l.phrase, ID: int32(i)}
	}
	return grammarLexicon{viet.NewLexicon(terms)}
})

// word is a matched lexeme and the tokens it covers.
type word struct {
	*lexeme
	from, to int
}

// words returns the lexemes of a text from left to right, longest first, without overlaps.
func (g grammarLexicon) words(t *viet.Text) []word {
	var spans []viet.Span
	if t.Undiacritised() {
		spans = g.lex.MatchFolded(t, nil)
	} else {
		spans = g.lex.Match(t, nil)
	}
	out, end := make([]word, 0, len(spans)), 0
	for _, s := range spans {
		if s.From < end {
			continue
		}
		out = append(out, word{&lexemes[s.ID], s.From, s.To})
		end = s.To
	}
	return out
}

func (w *word) run() run { return run{w.from, w.to} }

// done tells the words for what somebody does.
func (w *word) done() bool { return w.class == verb || w.class == learning || w.class == activity }

// adjoins tells that a word follows another with nothing between them.
func adjoins(t *viet.Text, before, w word) bool {
	return before.to == w.from && t.Tokens()[w.from].Break < viet.Comma
}

// read finds the head of the name: the first verb before any head noun, then the first head noun.
func (g grammarLexicon) read(t *viet.Text) Reading {
	words := g.words(t)
	r := Reading{Action: Build, Kind: System}
	lead, system := -1, false
	for i, w := range words {
		if w.class == refusal {
			return Reading{Action: afterRefusal(words[i+1:]), Kind: System, Negated: true, verb: w.run()}
		}
	}
	for i, w := range words {
		if w.class == weakVerb || w.class == neutral || w.class == into {
			system = system || w.phrase == "hệ thống"
			r.Headed = r.Headed || system
			continue
		}
		if w.done() && i > 0 && words[i-1].phrase == "hệ thống" && adjoins(t, words[i-1], w) {
			r.Headed, r.noun = true, run{words[i-1].from, w.to} // a system that does it
			if lead < 0 {
				r.Action, r.verb = remark(t, words[i+1:])
			}
			return r
		}
		if w.phrase == "đưa" && !enters(words[i+1:]) {
			continue
		}
		if w.class == verb && (system && lead < 0 && t.Tokens()[w.from].Break < viet.Comma || gathers(t, w, words[i+1:])) {
			continue // of the system, or in what is done with resources: it says nothing of how it is invested in
		}
		if lead < 0 && w.class == verb {
			lead = i
			r.Action, r.Headed, r.verb = renewed(w, words[i+1:]), true, w.run()
			if isDataWork(r.Action) {
				break
			}
			continue
		}
		if w.class == verb && lead >= 0 && w.from <= words[i-1].to+1 {
			continue // "mua sắm, lắp đặt": verbs side by side, the first decides
		}
		if w.class == hardware && i > 0 && words[i-1].phrase == "trên" && adjoins(t, words[i-1], w) {
			continue // what it runs on: "thi trên máy tính"
		}
		if system && (w.class == learning || w.class == activity || w.class == paper) {
			continue // what the system is for: "hệ thống phục vụ đào tạo"
		}
		r.Headed, r.noun = true, w.run()
		if w.class == dataNoun && i > 0 && words[i-1].phrase == "hệ thống" && t.Tokens()[w.from].Break < viet.Comma {
			r.noun.from = words[i-1].from // a system that holds the data, or does something with them
		} else {
			r = r.head(w, lead >= 0)
			if w.class == dataNoun && lead >= 0 && r.Action == DataEntry && isElectronic(t, w, words[i+1:]) {
				r.Action = words[lead].action // something electronic of its own: "xây dựng hồ sơ sức khỏe điện tử"
			}
		}
		if lead < 0 && r.Action == Build {
			r.Action, r.verb = remark(t, words[i+1:])
		}
		return r
	}
	return r
}

// isElectronic tells that what follows a noun, before the next mark, calls it electronic.
func isElectronic(t *viet.Text, noun word, rest []word) bool {
	for _, w := range rest {
		if w.phrase == "điện tử" {
			return !slices.ContainsFunc(t.Tokens()[noun.to:w.to], func(k viet.Token) bool { return k.Break >= viet.Comma })
		}
	}
	return false
}

// gathers tells "khai thác" of resources, inside a name: nothing that computes follows it. "Quản lý khai thác khoáng sản" takes no
// data from another system.
func gathers(t *viet.Text, w word, rest []word) bool {
	return w.phrase == "khai thác" && w.from > 0 && t.Tokens()[w.from].Break < viet.Comma && (len(rest) == 0 || rest[0].from > w.to)
}

// enters tells that words go on to say which system receives what is put somewhere: "đưa sản phẩm lên sàn".
func enters(rest []word) bool {
	for i, w := range rest {
		if w.class == into && i+1 < len(rest) && rest[i+1].from == w.to && (rest[i+1].class == software || rest[i+1].phrase == "hệ thống") {
			return true
		}
	}
	return false
}

// renewed is the action of a leading verb. Data work that goes on to a store of its own ("số hóa và xây dựng cơ sở dữ liệu")
// builds it. "Cập nhật" is said of data and of programs: beside another verb, that one says what is done; before a program it
// means an upgrade.
func renewed(w word, rest []word) Action {
	if w.action == DataEntry {
		if a, ok := goesOnToBuild(w, rest); ok {
			return a
		}
	}
	if w.phrase != "cập nhật" || len(rest) == 0 || rest[0].from > w.to {
		return w.action
	}
	switch next := rest[0]; {
	case next.class == verb:
		return next.action
	case next.class == software && next.phrase != "cơ sở dữ liệu" && next.phrase != "CSDL" && next.phrase != "kho dữ liệu":
		return Upgrade
	}
	return w.action
}

// goesOnToBuild returns the action of a second verb, joined to the first by "và" or a comma, whose object is a system.
func goesOnToBuild(w word, rest []word) (Action, bool) {
	at := w.to
	for i, next := range rest {
		switch {
		case next.from != at:
			return "", false
		case next.phrase == "và":
			at = next.to
		case next.class == verb && Barred(next.action):
			return next.action, i+1 < len(rest) && rest[i+1].class == software && rest[i+1].from == next.to
		default:
			return "", false
		}
	}
	return "", false
}

// remark is the action that a remark after the name states, in brackets or after a comma: "Cổng thông tin điện tử
// (nâng cấp)"; Build when there is none.
func remark(t *viet.Text, rest []word) (Action, run) {
	for _, w := range rest {
		if w.class == verb && t.Tokens()[w.from].Break >= viet.Comma && (w.action == Upgrade || w.action == Expand) {
			return w.action, w.run()
		}
	}
	return Build, run{}
}

// head settles the kind by the head noun, and the action where the noun decides it. led tells that a verb came first.
func (r Reading) head(w word, led bool) Reading {
	switch w.class {
	case hardware, lineNoun:
		if r.Kind = Equipment; w.class == lineNoun {
			r.Kind = Line
		}
		if r.Action != Lease && r.Action != Maintain {
			r.Action = Hardware
		}
	case learning:
		r.Kind, r.Action = Learning, Training
	case paper, activity:
		r.Kind, r.Action = Paper, Other
	case umbrellaNo:
		r.Kind, r.Action = Umbrella, Other
	case dataNoun:
		if led && (r.Action == Build || r.Action == Upgrade) {
			r.Action = DataEntry
		}
	}
	return r
}

// isDataWork tells the actions whose object is another system's data: what follows does not head an investment.
func isDataWork(a Action) bool {
	switch a {
	case Connect, Consume, DataEntry, Reuse, Stop:
		return true
	}
	return false
}

// afterRefusal is the action of a clause that refuses to build: using what exists when it says so, else stopping.
func afterRefusal(rest []word) Action {
	for _, w := range rest {
		if w.class == verb && (w.action == Reuse || w.action == Consume || w.action == Connect) {
			return Reuse
		}
	}
	return Stop
}
