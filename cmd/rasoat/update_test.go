package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// publisher is an authority's server: what it holds can be changed while it runs.
type publisher struct {
	mu    sync.Mutex
	serve http.HandlerFunc
	asked int
	whole int // answers with content
}

func (p *publisher) set(h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.serve = h
}

func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	h := p.serve
	p.asked++
	p.mu.Unlock()
	h(w, r)
}

// file serves a text under an entity tag.
func (p *publisher) file(tag, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"`+tag+`"`)
		if r.Header.Get("If-None-Match") == `"`+tag+`"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		p.mu.Lock()
		p.whole++
		p.mu.Unlock()
		fmt.Fprint(w, text)
	}
}

const (
	published = "STT,Tên nền tảng,Cơ quan chủ quản\n1,Nền tảng quản lý nuôi ong mật,Bộ NN&MT\n2,Nền tảng quản lý nuôi tằm,Bộ NN&MT\n"
	changed   = published + "3,Nền tảng theo dõi đàn yến,Bộ NN&MT\n"
)

func TestListUpdate(t *testing.T) {
	p := &publisher{}
	server := httptest.NewServer(p)
	defer server.Close()
	db, address := filepath.Join(t.TempDir(), "r.db"), server.URL+"/danh-muc.csv"
	update := func(extra ...string) (string, string, int) {
		return runForTest(t, db, append([]string{"list", "update", "--from", address, "--id", "moi", "--document", "5/QĐ-TTg", "--date", "2026-10-01", "--issuer", "TTg"}, extra...)...)
	}
	slow := func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(10 * time.Second):
		}
	}
	steps := []struct {
		what    string
		serve   http.HandlerFunc
		extra   []string
		code    int
		want    string // in either stream
		version string // of the list afterwards, "" for none
	}{
		{"slow", slow, []string{"--timeout", "200ms"}, exitError, "no whole answer within 200ms", ""},
		{"a page", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<!DOCTYPE html><html><p>Đăng nhập</p></html>")
		}, nil, exitError, "holds a web page", ""},
		{"a page with another table", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<html><body><table><tr><td>Ngày</td><td>Lượt xem</td></tr><tr><td>1/1</td><td>30</td></tr></table></body></html>")
		}, nil, exitPartial, "no table with a column of platform names", ""},
		{"not there", http.NotFound, nil, exitError, "404", ""},
		{"first", p.file("v1", published), nil, exitDone, "written as version 1", "1"},
		{"not modified", p.file("v1", published), nil, exitDone, "has not changed since", "1"},
		{"another tag, the same content", p.file("v1b", published), nil, exitDone, "stays as it is", "1"},
		{"the other tag again", p.file("v1b", published), nil, exitDone, "has not changed since", "1"},
		{"truncated", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9000")
			fmt.Fprint(w, changed)
		}, nil, exitError, "broke off", "1"},
		{"too large", p.file("v2", changed), []string{"--max-bytes", "50"}, exitError, "larger than 50 bytes", "1"},
		{"redirects without end", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) }, nil, exitError, "redirects", "1"},
		{"moved and changed", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/danh-muc.csv" {
				http.Redirect(w, r, "/moi.csv", http.StatusMovedPermanently)
				return
			}
			p.file("v2", changed)(w, r)
		}, nil, exitDone, "written as version 2", "2"},
	}
	for _, step := range steps {
		p.set(step.serve)
		stdout, stderr, code := update(step.extra...)
		if code != step.code || !strings.Contains(stdout+stderr, step.want) {
			t.Errorf("%s: exit status %d, want %d with %q:\n%s%s", step.what, code, step.code, step.want, stdout, stderr)
		}
		history, _, _ := runForTest(t, db, "list", "history", "moi")
		if got := strings.Count(history, "imported"); fmt.Sprint(got) != step.version && !(got == 0 && step.version == "") {
			t.Errorf("%s: %d versions, want %q:\n%s", step.what, got, step.version, history)
		}
	}
	if diff, _, _ := runForTest(t, db, "list", "diff", "moi@1", "moi@2"); !strings.Contains(diff, "đàn yến") {
		t.Errorf("the old version is not kept: %s", diff)
	}
}

// An address that holds what was imported from a file gives no new version; it is asked on its own terms all the same
// from then on.
func TestListUpdate_RemembersWhatChangedNothing(t *testing.T) {
	p := &publisher{}
	server := httptest.NewServer(p)
	defer server.Close()
	p.set(p.file("v1", published))
	dir := t.TempDir()
	db, local := filepath.Join(dir, "r.db"), filepath.Join(dir, "danh-muc.csv")
	if err := os.WriteFile(local, []byte(published), 0o600); err != nil {
		t.Fatal(err)
	}
	head := []string{"--id", "moi", "--document", "5/QĐ-TTg", "--date", "2026-10-01", "--issuer", "TTg"}
	if _, stderr, code := runForTest(t, db, append([]string{"list", "import", local}, head...)...); code != exitDone {
		t.Fatal(stderr)
	}
	for range 2 {
		if _, stderr, code := runForTest(t, db, append([]string{"list", "update", "--from", server.URL + "/danh-muc.csv"}, head...)...); code != exitDone {
			t.Fatal(stderr)
		}
	}
	if p.asked != 2 || p.whole != 1 {
		t.Errorf("asked %d times and answered in full %d times, want 2 and 1", p.asked, p.whole)
	}
}
