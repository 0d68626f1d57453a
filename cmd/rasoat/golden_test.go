package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "rewrite the golden reports")

// goldenReports are whole reports on real dossiers, kept so that a change of judgement or of wording is reviewed in the
// diff. `make golden` rewrites them.
var goldenReports = []struct {
	name string
	args []string
}{
	{"phu-tho-1132.txt", []string{"bc-de-xuat-chu-truong-chinh-quyen-so-phu-tho.docx", "--assume-operating"}},
	{"bac-lieu-2765.html", []string{"de-cuong-du-toan-tai-san-cong-bac-lieu-2023.docx", "--list", "2765-2024", "--format", "html"}},
	{"son-la-1132.json", []string{"cv-su-dung-he-thong-khen-thuong-son-la.odt", "--format", "json"}},
	{"gia-lai-any.en.txt", []string{"phu-luc-ke-hoach-chuyen-doi-so-2026-gia-lai.xlsx", "--list", "any", "--lang", "en", "--top", "1"}},
}

func TestGoldenReports(t *testing.T) {
	root := filepath.Join("..", "..", "testdata")
	for _, g := range goldenReports {
		got := checked(t, append([]string{filepath.Join(root, "samples", g.args[0])}, g.args[1:]...))
		path := filepath.Join(root, "golden", g.name)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
			t.Errorf("%s changed (-kept +now); make golden rewrites it when that is meant:\n%s", path, diff)
		}
	}
}

// TestCheck_SameBytesTwice runs a check twice: same inputs, same versions, same day, same bytes.
func TestCheck_SameBytesTwice(t *testing.T) {
	file := filepath.Join("..", "..", "testdata", "samples", "phu-luc-ke-hoach-chuyen-doi-so-2026-gia-lai.xlsx")
	for _, format := range []string{"json", "html"} {
		args := []string{file, "--format", format}
		if first, second := checked(t, args), checked(t, args); !bytes.Equal(first, second) {
			t.Errorf("%s: two runs differ: %s", format, cmp.Diff(string(first), string(second)))
		}
	}
}

// checked runs check as the program does, without the process, and returns what it prints.
func checked(t *testing.T, args []string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	a := &app{
		Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Getenv: func(string) string { return "" },
		Now: func() time.Time { return scriptDay },
	}
	if code := run(context.Background(), append([]string{"check"}, args...), a); code != exitDone && code != exitPartial {
		t.Fatalf("check %v: exit status %d: %s", args, code, stderr.String())
	}
	return stdout.Bytes()
}

// TestCheck_JSONFitsPublishedSchema holds real results on every sample, against every kind of list, to the schema.
func TestCheck_JSONFitsPublishedSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "rasoat.result-1.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "samples", "*"))
	if err != nil || len(files) < 7 {
		t.Fatalf("%d samples: %v", len(files), err)
	}
	for _, list := range [][]string{{"--list", "1132-2026"}, {"--list", "2765-2024", "--assume-operating"}, {"--as-of", "2019-01-01"}} {
		out := checked(t, append(append([]string{"--format", "json"}, list...), files...))
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err != nil {
			t.Fatalf("%v: %v", list, err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%v: %v", list, err)
		}
	}
}
