package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/internal/viet"
)

func newTextCommand(a *app) *cobra.Command {
	return newGroup("text", "show Vietnamese text as the engine sees it",
		`text reads standard input line by line and prints each line as one step of the engine sees it. Lines may be UTF-8,
UTF-16 with a byte order mark, or bytes of TCVN3, VNI, VISCII or Windows-1258, also mixed, also already read as Western
text ("c¬ së d÷ liÖu").`,
		newTextFilter(a, cleanLine, [3]string{"normalize", "print every line cleaned: Unicode NFC, one kind of space, hyphen and quotation mark",
			`normalize decodes legacy encodings and prints the cleaned line: marks composed in whatever order they were typed, one
kind of đ, spaces, hyphens and quotation marks, nothing invisible. Spelling and case stay.`}),
		newTextFilter(a, decodeLine, [3]string{"decode", "print every line in Unicode, legacy encodings converted",
			`decode finds TCVN3, VNI, VISCII and Windows-1258, run by run, and prints the line in Unicode. What is Unicode already
comes out as it went in.`}),
		newTextFilter(a, tokenLine, [3]string{"tokens", "print the syllables of every line, as they are matched",
			`tokens prints the matching forms of the syllables, words and numbers of each line, separated by spaces: lower case, the
tone mark in its old place (hòa), y for i where they are variants (quý), words typed together parted (tổ chức).`}),
	)
}

// lineFilter turns one line, without its line break, into what is printed for it.
type lineFilter func(t *viet.Text, line []byte) string

// newTextFilter makes a command from its filter and its help: name, one line, and what follows.
func newTextFilter(a *app, filter lineFilter, help [3]string) *cobra.Command {
	return &cobra.Command{
		Use:   help[0] + " < FILE",
		Short: help[1],
		Long:  help[2] + exitStatus,
		Args:  argCount(0, 0, "no arguments, and the text on standard input"),
		RunE:  func(*cobra.Command, []string) error { return filterLines(a.Stdin, a.Stdout, filter) },
	}
}

func cleanLine(_ *viet.Text, line []byte) string {
	s, _ := viet.DecodeBytes(line)
	return viet.Clean(s)
}

func decodeLine(_ *viet.Text, line []byte) string {
	s, _ := viet.DecodeBytes(line)
	return s
}

func tokenLine(t *viet.Text, line []byte) string {
	s, _ := viet.DecodeBytes(line)
	t.Reset(s)
	keys := make([]string, t.Len())
	for i := range keys {
		keys[i] = t.KeyOf(i)
	}
	return strings.Join(keys, " ")
}

// filterLines prints what filter makes of every line, as soon as no more input is waiting. A line may be of any length.
func filterLines(r io.Reader, w io.Writer, filter lineFilter) error {
	in, err := lineReader(r)
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	out := bufio.NewWriter(w)
	var text viet.Text
	for n := 1; ; n++ {
		line, readErr := in.ReadBytes('\n')
		if readErr != nil && readErr != io.EOF {
			return fmt.Errorf("read standard input, line %d: %w", n, readErr)
		}
		if len(line) > 0 {
			line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
			out.WriteString(filter(&text, line))
			out.WriteByte('\n')
		}
		if readErr == io.EOF || in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return fmt.Errorf("write line %d: %w", n, err)
			}
		}
		if readErr == io.EOF {
			return nil
		}
	}
}

// lineReader reads UTF-16 as UTF-8, so that lines can be told by their line breaks; everything else as it is.
func lineReader(r io.Reader) (*bufio.Reader, error) {
	in := bufio.NewReader(r)
	mark, err := in.Peek(2)
	if err != nil || !bytes.Equal(mark, []byte{0xff, 0xfe}) && !bytes.Equal(mark, []byte{0xfe, 0xff}) {
		return in, nil // what is wrong with a short or broken stream shows when it is read
	}
	all, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	s, _ := viet.DecodeBytes(all)
	return bufio.NewReader(strings.NewReader(s)), nil
}
