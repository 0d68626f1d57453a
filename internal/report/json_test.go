package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/engine"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schema compiles the published JSON Schema.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "rasoat.result-1.schema.json"))
	if err != nil {
		t.Fatalf("compile the published schema: %v", err)
	}
	return s
}

func render(t *testing.T, f func(*bytes.Buffer) error) string {
	t.Helper()
	var out bytes.Buffer
	if err := f(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func decoded(t *testing.T, results []engine.Result, opt Options) any {
	t.Helper()
	text := render(t, func(w *bytes.Buffer) error { return JSON(w, results, opt) })
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("the report is not JSON: %v", err)
	}
	return value
}

func TestJSON_FitsPublishedSchema(t *testing.T) {
	s := schema(t)
	for name, opt := range map[string]Options{"with register": {Register: register(t)}, "bare": {}} {
		if err := s.Validate(decoded(t, everything(), opt)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Validate(decoded(t, nil, Options{})); err != nil {
		t.Errorf("no results: %v", err)
	}
}

func TestJSON_SchemaRefusesBroken(t *testing.T) {
	s := schema(t)
	first := func(doc any) map[string]any { return doc.(map[string]any)["results"].([]any)[0].(map[string]any) }
	component := func(doc any) map[string]any { return first(doc)["components"].([]any)[4].(map[string]any) }
	for name, damage := range map[string]func(any){
		"other schema":       func(d any) { d.(map[string]any)["schema"] = "rasoat.result/2" },
		"null list":          func(d any) { first(d)["unread"] = nil },
		"unknown verdict":    func(d any) { component(d)["verdict"] = "waste" },
		"missing rule":       func(d any) { delete(component(d), "rule") },
		"extra field":        func(d any) { component(d)["percent"] = 87 },
		"money as text":      func(d any) { component(d)["money_vnd"] = "4,65 tỷ" },
		"ok with a reason":   func(d any) { first(d)["reason"] = "damaged" },
		"refused but judged": func(d any) { first(d)["read"], first(d)["reason"] = "refused", "damaged" },
	} {
		doc := decoded(t, everything(), Options{})
		damage(doc)
		var invalid *jsonschema.ValidationError
		if err := s.Validate(doc); !errors.As(err, &invalid) {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestJSON_EmptyListsAndMissingMoney(t *testing.T) {
	text := render(t, func(w *bytes.Buffer) error { return JSON(w, []engine.Result{{}}, Options{}) })
	for _, want := range []string{`"components": []`, `"unread": []`, `"not_found": []`, `"total_money_vnd": null`, `"without": []`, `"parameters": {}`} {
		if !strings.Contains(text, want) {
			t.Errorf("want %s in\n%s", want, text)
		}
	}
	if strings.Count(text, "null") != 1 {
		t.Errorf("only missing money is null:\n%s", text)
	}
}

func TestJSON_KeepsForeignTextWhole(t *testing.T) {
	var doc Document
	text := render(t, func(w *bytes.Buffer) error { return JSON(w, []engine.Result{partial()}, Options{}) })
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	if got := doc.Results[0].Components[0].Name; got != hostile {
		t.Errorf("name = %q, want %q", got, hostile)
	}
}

// TestResultDoc_NamesEveryField keeps docs/result.md complete: every property of the schema stands in it.
func TestResultDoc_NamesEveryField(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "docs", "rasoat.result-1.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile(filepath.Join("..", "..", "docs", "result.md"))
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	names := properties(tree, map[string]bool{})
	if len(names) < 80 {
		t.Fatalf("only %d properties found in the schema", len(names))
	}
	for name := range names {
		if !strings.Contains(string(guide), "`"+name+"`") {
			t.Errorf("docs/result.md does not explain `%s`", name)
		}
	}
}

// properties gathers the names under every "properties" of a schema that has "required" beside it.
func properties(node any, into map[string]bool) map[string]bool {
	switch n := node.(type) {
	case map[string]any:
		if props, ok := n["properties"].(map[string]any); ok && n["required"] != nil {
			for name := range props {
				into[name] = true
			}
		}
		for _, child := range n {
			properties(child, into)
		}
	case []any:
		for _, child := range n {
			properties(child, into)
		}
	}
	return into
}
