package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestGet_ConditionalRequest(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Wed, 24 Jun 2026 00:00:00 GMT")
		w.Header().Set("Content-Disposition", `attachment; filename="../danh-muc.csv"`)
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		http.ServeContent(w, r, "x.csv", time.Date(2026, 6, 24, 0, 0, 0, 0, time.UTC), strings.NewReader("a,b\n1,2\n"))
	}) + "/du-lieu/x.csv"
	first, err := Get(context.Background(), Request{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	want := &Answer{URL: address, Name: "danh-muc.csv", MediaType: "text/csv", ETag: `"v1"`, LastModified: "Wed, 24 Jun 2026 00:00:00 GMT", Content: []byte("a,b\n1,2\n")}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	for _, r := range []Request{{URL: address, ETag: first.ETag}, {URL: address, LastModified: first.LastModified}} {
		again, err := Get(context.Background(), r)
		if err != nil || !again.Unchanged || len(again.Content) != 0 {
			t.Errorf("%+v: %+v, %v", r, again, err)
		}
	}
	if changed, err := Get(context.Background(), Request{URL: address, ETag: `"v0"`}); err != nil || changed.Unchanged {
		t.Errorf("another validator: %+v, %v", changed, err)
	}
}

func TestGet_Refusals(t *testing.T) {
	limits := Limits{Bytes: 1000, Time: 300 * time.Millisecond, Redirects: 2}
	tests := []struct {
		what, want string
		handler    http.HandlerFunc
	}{
		{"slow headers", "no whole answer within 300ms", func(_ http.ResponseWriter, r *http.Request) { wait(r) }},
		{"slow body", "no whole answer within 300ms", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "STT,Tên")
			w.(http.Flusher).Flush()
			wait(r)
		}},
		{"truncated", "broke off after 7 bytes", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "500")
			fmt.Fprint(w, "STT,Ten")
		}},
		{"announced as too large", "larger than 1000 bytes", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "5000") }},
		{"too large", "larger than 1000 bytes", func(w http.ResponseWriter, _ *http.Request) {
			for range 100 {
				fmt.Fprint(w, strings.Repeat("x", 100))
				w.(http.Flusher).Flush()
			}
		}},
		{"redirects without end", "more than 2 redirects", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) }},
		{"redirect to a file", "leaves https", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}},
		{"not found", "404", http.NotFound},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			_, err := Get(context.Background(), Request{URL: serve(t, test.handler) + "/a", Limits: limits})
			var e *Error
			if !errors.As(err, &e) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Get: %v, want %q", err, test.want)
			}
		})
	}
	for _, address := range []string{"http://127.0.0.1:1/a", "http://a b/"} {
		if _, err := Get(context.Background(), Request{URL: address, Limits: limits}); err == nil {
			t.Errorf("%q was got", address)
		}
	}
}

// wait holds an answer back until the client gives up.
func wait(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-time.After(5 * time.Second):
	}
}

func TestGet_FollowsRedirects(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/moi/danh-muc.csv" {
			http.Redirect(w, r, "/moi/danh-muc.csv", http.StatusMovedPermanently)
			return
		}
		fmt.Fprint(w, "ok")
	})
	got, err := Get(context.Background(), Request{URL: address + "/cu"})
	if err != nil || got.Name != "danh-muc.csv" || got.URL != address+"/moi/danh-muc.csv" || string(got.Content) != "ok" {
		t.Errorf("Get: %+v, %v", got, err)
	}
}

func TestIsAddress(t *testing.T) {
	for s, want := range map[string]bool{"https://mst.gov.vn/a.xlsx": true, "http://a": true, "a.xlsx": false, "C:\\a.xlsx": false, "ftp://a/b": false, "https://": false} {
		if IsAddress(s) != want {
			t.Errorf("IsAddress(%q) is %v", s, !want)
		}
	}
}

// TestPost sends a body of a media type and gets the answer.
func TestPost(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		_, _ = fmt.Fprintf(w, "%s of %s", r.Header.Get("Content-Type"), body)
	}))
	defer server.Close()
	a, err := Post(context.Background(), Request{URL: server.URL, ETag: "not sent"}, "application/timestamp-query", []byte("question"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(a.Content), "application/timestamp-query of question"; got != want || a.MediaType != "application/timestamp-reply" {
		t.Errorf("got %q of type %q, want %q", got, a.MediaType, want)
	}
}
