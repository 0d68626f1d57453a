// Package fetch gets a list that an authority publishes at an address, on condition that it changed since the last time.
//
// Get sends the validators of the last answer; Post sends something to an address that answers it, such as a time-stamp
// authority. Both follow a few redirects, and read at most so many bytes in at most so much time. What they return is whole
// or it is an error: an answer that breaks off before its announced length is none.
package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// Limits of a request. The zero value of a field means its default.
type Limits struct {
	Bytes     int64         // of the answer; 64 MiB
	Time      time.Duration // for all of it; 60 s
	Redirects int           // followed; 5
}

// Request is what to get, and what is known of it.
type Request struct {
	URL          string
	ETag         string // of the last answer; "" for none
	LastModified string
	Agent        string // User-Agent
	Limits       Limits
}

// Answer is what an address held.
type Answer struct {
	Unchanged    bool   // the server says that nothing changed since: Content is empty
	URL          string // where it came from after redirects
	Name         string // file name, from the header or the address
	MediaType    string
	ETag         string
	LastModified string
	Content      []byte
}

// Error is why nothing was got.
type Error struct {
	URL    string
	Status int    // of the answer, 0 when there was none
	Detail string // lower case
	Err    error  // cause, may be nil
}

func (e *Error) Error() string { return fmt.Sprintf("%q: %s", e.URL, e.Detail) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

func (l *Limits) setDefaults() {
	if l.Bytes <= 0 {
		l.Bytes = 64 << 20
	}
	if l.Time <= 0 {
		l.Time = time.Minute
	}
	if l.Redirects <= 0 {
		l.Redirects = 5
	}
}

// IsAddress tells an address to get from the name of a file.
func IsAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// Get gets what an address holds.
func Get(ctx context.Context, r Request) (*Answer, error) {
	h := http.Header{}
	setIf(h, "If-None-Match", r.ETag)
	setIf(h, "If-Modified-Since", r.LastModified)
	return r.send(ctx, http.MethodGet, h, nil)
}

// Post sends body, of a media type, and gets the answer. The validators of the request are not used.
func Post(ctx context.Context, r Request, mediaType string, body []byte) (*Answer, error) {
	return r.send(ctx, http.MethodPost, http.Header{"Content-Type": {mediaType}}, body)
}

func (r *Request) send(ctx context.Context, method string, h http.Header, body []byte) (*Answer, error) {
	r.Limits.setDefaults()
	ctx, cancel := context.WithTimeout(ctx, r.Limits.Time)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, r.URL, bytes.NewReader(body))
	if err != nil {
		return nil, &Error{URL: r.URL, Detail: "is no address", Err: err}
	}
	req.Header = h
	req.Header.Set("User-Agent", r.Agent)
	req.Header.Set("Accept-Encoding", "identity") // so that the length and the hash are those of the file
	res, err := r.client().Do(req)
	if err != nil {
		return nil, r.failed(err)
	}
	defer res.Body.Close()
	switch res.StatusCode {
	case http.StatusNotModified:
		return &Answer{Unchanged: true, URL: res.Request.URL.String(), ETag: r.ETag, LastModified: r.LastModified}, nil
	case http.StatusOK:
	default:
		return nil, &Error{URL: r.URL, Status: res.StatusCode, Detail: "the server answered " + res.Status}
	}
	return r.read(res)
}

func setIf(h http.Header, key, value string) {
	if value != "" {
		h.Set(key, value)
	}
}

// client follows redirects within the limit, and never from https to http.
func (r *Request) client() *http.Client {
	return &http.Client{
		Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, DisableKeepAlives: true},
		CheckRedirect: func(next *http.Request, via []*http.Request) error {
			switch {
			case len(via) > r.Limits.Redirects:
				return fmt.Errorf("more than %d redirects", r.Limits.Redirects)
			case next.URL.Scheme != "https" && (next.URL.Scheme != "http" || via[len(via)-1].URL.Scheme == "https"):
				return fmt.Errorf("redirect to %q leaves https", next.URL)
			}
			return nil
		},
	}
}

// failed says why a request came to nothing.
func (r *Request) failed(err error) error {
	detail := "cannot be reached: " + unwrapped(err)
	if errors.Is(err, context.DeadlineExceeded) {
		detail = fmt.Sprintf("no whole answer within %s", r.Limits.Time)
	}
	return &Error{URL: r.URL, Detail: detail, Err: err}
}

// unwrapped is the cause without the method and address that net/http puts before it.
func unwrapped(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err.Error()
	}
	return err.Error()
}

func (r *Request) read(res *http.Response) (*Answer, error) {
	if res.ContentLength > r.Limits.Bytes {
		return nil, r.tooLarge()
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, r.Limits.Bytes+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &Error{URL: r.URL, Status: res.StatusCode, Err: err, Detail: fmt.Sprintf("the answer broke off after %d bytes", len(data))}
	case err != nil:
		return nil, r.failed(err)
	case int64(len(data)) > r.Limits.Bytes:
		return nil, r.tooLarge()
	}
	media, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil {
		media = "" // unset or malformed: the content tells
	}
	return &Answer{URL: res.Request.URL.String(), Name: fileName(res), MediaType: media, ETag: res.Header.Get("ETag"),
		LastModified: res.Header.Get("Last-Modified"), Content: data}, nil
}

func (r *Request) tooLarge() error {
	return &Error{URL: r.URL, Detail: fmt.Sprintf("the answer is larger than %d bytes", r.Limits.Bytes)}
}

// fileName is the name the server gives the file, else the last part of the address.
func fileName(res *http.Response) string {
	if _, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition")); err == nil && params["filename"] != "" {
		return path.Base(strings.ReplaceAll(params["filename"], `\`, "/"))
	}
	return path.Base(res.Request.URL.Path)
}
