package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// verbs are the places a message fills in.
var verbs = regexp.MustCompile(`%[a-z]`)

func TestSay_FollowsTheNumber(t *testing.T) {
	for _, c := range []struct {
		key  string
		args []any
		want string
	}{
		{"recheck.counts", []any{1, 2, 1}, "1 kept result, 2 components; 1 component moved."},
		{"totals.shared", []any{1}, "1 file stands in more than one of the runs and is counted in each; name the runs to count to avoid it."},
		{"totals.shared", []any{21}, "21 files stand in more than one of the runs and are counted in each; name the runs to count to avoid it."},
		{"history.version", []any{int64(1), "a {b|c}", "d", "e"}, "1 row, a {b|c}, recorded d by e"},
	} {
		if got := speak(English).say(c.key, c.args...); got != c.want {
			t.Errorf("say(%q, %v) = %q, want %q", c.key, c.args, got, c.want)
		}
	}
}

func TestCatalogue_BothLanguagesComplete(t *testing.T) {
	for key, m := range merged() {
		if m.vi == "" || m.en == "" {
			t.Errorf("%s: a language is missing: vi %q, en %q", key, m.vi, m.en)
		}
		vi, en := verbs.FindAllString(m.vi, -1), verbs.FindAllString(m.en, -1)
		if strings.Join(vi, " ") != strings.Join(en, " ") {
			t.Errorf("%s: the languages take different arguments: %q, %q", key, m.vi, m.en)
		}
	}
}

func TestCatalogue_NoKeyTwice(t *testing.T) {
	if n := len(catalogue) + len(codes) + len(paragraphs) + len(law) + len(listTexts) + len(ruleTexts) + len(changeTexts) + len(batchTexts) + len(annexTexts) + len(deployedTexts) + len(storeTexts) + len(bundleTexts) + len(decisionTexts) + len(statementTexts); n != len(merged()) {
		t.Errorf("the parts hold %d keys, the whole %d: a key stands in two parts", n, len(merged()))
	}
}

// officialNames hold banned words in a name or a quote of law, where they are allowed.
var officialNames = regexp.MustCompile(`(?i)Luật Tiết kiệm, chống lãng phí|xử lý vi phạm hành chính|“[^”]*”`)

// banned are the words that the program never uses in its own voice. "không trùng" would certify what was only not found.
var banned = regexp.MustCompile(`(?i)lãng phí|vi phạm|lỗi|sai phạm|không trùng|tội|\bwaste|violat|wrongdoing|\bguilt|\bfault|no duplication exists`)

// ownVoice finds a banned word in a text of the program's own, names and quotes set aside.
func ownVoice(text string) string { return banned.FindString(officialNames.ReplaceAllString(text, "")) }

func TestCatalogue_NeverAccuses(t *testing.T) {
	for key, m := range merged() {
		if word := ownVoice(m.vi + " | " + m.en); word != "" {
			t.Errorf("%s says %q: %q, %q", key, word, m.vi, m.en)
		}
	}
	for text, found := range map[string]bool{
		"dự án gây lãng phí": true, "hạng mục KHÔNG TRÙNG": true, "theo Luật Tiết kiệm, chống lãng phí": false,
		"phần mềm “xử lý vi phạm hành chính”": false, "Không phát hiện trùng với danh mục": false,
	} {
		if got := ownVoice(text) != ""; got != found {
			t.Errorf("ownVoice(%q) = %v, want %v", text, got, found)
		}
	}
}

// literalKeys gathers the keys that code and templates ask the catalogue for.
func literalKeys(t *testing.T) map[string]bool {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	inTemplate := regexp.MustCompile(`say "([a-z_.]+)"`)
	shaped := regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "messages") || name == "law.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, _ := strconv.Unquote(lit.Value)
			if shaped.MatchString(text) {
				keys[text] = true
			}
			for _, m := range inTemplate.FindAllStringSubmatch(text, -1) {
				keys[m[1]] = true
			}
			return true
		})
	}
	return keys
}

func TestCatalogue_EveryKeyAskedForExists(t *testing.T) {
	keys := literalKeys(t)
	if len(keys) < 60 {
		t.Fatalf("only %d keys found in the code", len(keys))
	}
	for key := range keys {
		if _, ok := merged()[key]; !ok {
			t.Errorf("the code asks for %q, which the catalogue does not have", key)
		}
	}
}

// TestCatalogue_EveryTextIsUsed finds texts that nothing asks for. Codes are asked for by the values of results.
func TestCatalogue_EveryTextIsUsed(t *testing.T) {
	asked := literalKeys(t)
	byCode := regexp.MustCompile(`^(dict|replay_kind|replay_list|replay_program|event|run|log|health|account|doubt|change|audit|lint|history|fact|relation|why|moved|action|facet|degree|state|timing|exception|field|remedy|duty|missing|found|read|refusal|hint|reason|confidence|verdict|status|complete|law|platform_kind|provenance|lists|rule|kind|unread|condition|secrecy|misfit|checked|remark|bundlepart|seal|decided|because|lapsed)\.|^(section|para)\.(same|partial|different|unknown)$`)
	for key := range merged() {
		if !asked[key] && !byCode.MatchString(key) {
			t.Errorf("nothing asks for %q", key)
		}
	}
}

func TestCatalogue_HasEveryCode(t *testing.T) {
	codes := map[string]string{
		"verdict":    "duplicate partial_overlap insufficient split complement same_domain none out_of_scope",
		"status":     "duplicate partial_overlap insufficient split complement same_domain none out_of_scope",
		"action":     "build buy lease expand upgrade replace extend connect consume data_entry reuse pilot maintain stop hardware training other",
		"degree":     "same subset partial different unknown",
		"facet":      "function objective data_object users scope object_type action platform_state timing exception",
		"state":      "planned building trial operating ended unknown",
		"misfit":     "byte checksum order missing unlisted hash form signature key unsigned stamp provenance input reread result quote record derived chain uncovered proposal recomputed",
		"checked":    "frame manifest signature stamp register inputs text items quotes records derived log recomputed",
		"remark":     "no_log extractor not_kept open not_read engine terms not_recomputed",
		"bundlepart": "1 2 3 4 5 6 7 8 9 10 11",
		"seal":       "signature_none signature_broken signature_fits signature_trusted stamp_none stamp_broken stamp_fits stamp_trusted",
		"timing":     "before after not_announced n/a",
		"remedy":     "use_platform configure extend connect adjust_scope common_software ask_owner justify proceed inherit_or_merge ask_proposer",
		"duty":       "announced_before announced_after not_announced not_serving unknown",
		"refusal":    "unreadable empty unknown encrypted damaged too_large too_slow no_text needs_tool no_proposal unread_parts classified",
		"hint":       "unreadable empty unknown encrypted damaged too_large too_slow no_text needs_tool no_proposal classified",
		"decided":    "agree use-platform connect extend adjust-scope justify defer reject",
		"because":    "as-assessed legal-mandate not-operating local-need security pilot successor platform-extension",
		"lapsed":     "replaced corrected expired text_changed title_changed platform_changed entry_changed state_changed not_found",
		"secrecy":    "confidential secret top_secret",
		"read":       "ok partial refused",
		"rule":       "1-out-of-scope 2-split 3-no-record 4-complement 4-local-component 5-insufficient 5-without-diacritics 6-duplicate 6-one-owner 7-partial 8-same-field 9-none",
		"kind":       "system hardware line training regulation umbrella",
		"confidence": "high medium low",
	}
	for kind, list := range codes {
		for _, code := range strings.Fields(list) {
			if _, ok := merged()[kind+"."+code]; !ok {
				t.Errorf("no text for %s %q", kind, code)
			}
		}
	}
}
