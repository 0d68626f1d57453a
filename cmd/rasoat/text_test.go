package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// runText runs rasoat text with the given input and returns its output, messages and exit status.
func runText(stdin io.Reader, args ...string) (stdout, stderr string, code int) {
	var out, messages bytes.Buffer
	a := &app{Stdin: stdin, Stdout: &out, Stderr: &messages, Now: time.Now, Getenv: func(string) string { return "" }}
	code = run(context.Background(), append([]string{"text"}, args...), a)
	return out.String(), messages.String(), code
}

func TestText(t *testing.T) {
	long := strings.Repeat("quản lí ", 40_000)
	for _, c := range []struct{ name, command, in, want string }{
		{"clean", "normalize", "  “Tie\u0301\u0302p  nhận”\u00a0– \u00d0ất\n", "\"Tiếp nhận\" - Đất\n"},
		{"lines stay apart", "normalize", "a\r\n\r\nb", "a\n\nb\n"},
		{"nothing", "normalize", "", ""},
		{"TCVN3 as bytes", "decode", "c\xac s\xeb d\xf7 li\xd6u\n", "cơ sở dữ liệu\n"},
		{"VNI as bytes", "decode", "c\xf4 s\xf4\xfb d\xf6\xf5 lie\xe4u\n", "cơ sở dữ liệu\n"},
		{"one encoding a line", "decode", "c¬ së d÷ liÖu\ncô sôû döõ lieäu\ncơ sở dữ liệu\n", "cơ sở dữ liệu\ncơ sở dữ liệu\ncơ sở dữ liệu\n"},
		{"UTF-16", "decode", "\xff\xfeq\x00u\x00\xa3\x1en\x00\n\x00l\x00\xfd\x00", "quản\nlý\n"},
		{"good text stays", "decode", "Hệ thống  “quản lí”\n", "Hệ thống  “quản lí”\n"},
		{"tokens", "tokens", "Tổchức HOÀ giải, quản lí 10.850 hồ sơ!\n", "tổ chức hòa giải quản lý 10.850 hồ sơ\n"},
		{"a long line", "tokens", long + "\n", strings.TrimSpace(strings.ReplaceAll(long, "í", "ý")) + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, messages, code := runText(iotest.HalfReader(strings.NewReader(c.in)), c.command)
			if got != c.want || messages != "" || code != exitDone {
				t.Errorf("got %.200q, %q, exit %d; want %.200q", got, messages, code, c.want)
			}
		})
	}
}

func TestTextRefuses(t *testing.T) {
	for _, c := range []struct {
		in      io.Reader
		args    []string
		code    int
		message string
	}{
		{strings.NewReader(""), nil, exitUsage, "needs a subcommand"},
		{strings.NewReader(""), []string{"decode", "file.txt"}, exitUsage, "no arguments"},
		{iotest.ErrReader(errors.New("broken pipe")), []string{"tokens"}, exitError, "read standard input, line 1: broken pipe"},
	} {
		if _, messages, code := runText(c.in, c.args...); code != c.code || !strings.Contains(messages, c.message) {
			t.Errorf("%q: exit %d, %q; want %d, %q", c.args, code, messages, c.code, c.message)
		}
	}
}
