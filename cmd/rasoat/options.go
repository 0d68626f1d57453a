package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
)

// choice is a flag with a closed set of values; anything else is a usage error.
type choice struct {
	value   string
	allowed []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.allowed, "|") }

// Set takes one of the allowed values.
func (c *choice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		return fmt.Errorf("must be one of %s", strings.Join(c.allowed, ", "))
	}
	c.value = s
	return nil
}

// addChoice adds a flag with a closed set of values, the first of which is the default, and completes them.
func addChoice(cmd *cobra.Command, name, usage string, allowed ...string) *choice {
	c := &choice{value: allowed[0], allowed: allowed}
	cmd.Flags().Var(c, name, usage)
	if err := cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(allowed, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // only when the flag does not exist
	}
	return c
}

// addOpenChoice is addChoice without a default: "" until the flag is given.
func addOpenChoice(cmd *cobra.Command, name, usage string, allowed []string) *choice {
	c := addChoice(cmd, name, usage, allowed...)
	c.value = ""
	cmd.Flags().Lookup(name).DefValue = ""
	return c
}

// Languages of output.
const (
	vietnamese = "vi"
	english    = "en"
)

// addLang adds --lang, whose default is the language of the locale.
func (a *app) addLang(cmd *cobra.Command) *choice {
	c := addChoice(cmd, "lang", "language of the output (default from LC_ALL, LC_MESSAGES, LANG)", vietnamese, english)
	c.value = a.locale()
	cmd.Flags().Lookup("lang").DefValue = ""
	return c
}

// locale returns the language of the user's locale. A locale that is unset or names no language (C, POSIX) is
// Vietnamese, the language of the texts themselves; any foreign one is English.
func (a *app) locale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		v := a.Getenv(name)
		if v == "" {
			continue
		}
		switch lang, _, _ := strings.Cut(v, "."); {
		case lang == "C", lang == "POSIX", strings.HasPrefix(lang, vietnamese):
			return vietnamese
		}
		return english
	}
	return vietnamese
}

// dateFlag is a flag that holds a date.
type dateFlag struct{ date corpus.Date }

func (d *dateFlag) String() string { return string(d.date) }
func (d *dateFlag) Type() string   { return "date" }

// Set reads an ISO date or day/month/year.
func (d *dateFlag) Set(s string) error {
	date, err := corpus.ParseDate(s)
	if err != nil {
		return err
	}
	d.date = date
	return nil
}

// addAsOf adds --as-of, whose default is today.
func (a *app) addAsOf(cmd *cobra.Command) *dateFlag {
	d := &dateFlag{date: corpus.DateOf(a.Now())}
	cmd.Flags().Var(d, "as-of", "date whose lists, owners and states are used (default today)")
	cmd.Flags().Lookup("as-of").DefValue = ""
	return d
}

// near returns the ids that look most like a mistyped one, closest first, at most three.
func near(id string, known []string) []string {
	type candidate struct {
		id       string
		distance int
	}
	var found []candidate
	for _, k := range known {
		d := editDistance(id, k)
		if d <= max(2, len(id)/3) || (len(id) >= 3 && strings.Contains(k, id)) {
			found = append(found, candidate{k, d})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		if a.distance != b.distance {
			return a.distance - b.distance
		}
		return strings.Compare(a.id, b.id)
	})
	var ids []string
	for _, c := range found[:min(3, len(found))] {
		ids = append(ids, c.id)
	}
	return ids
}

// editDistance counts the bytes to insert, delete or replace to make b of a.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// unknownID is the error for an id that names nothing, with those that look like it.
func unknownID(what, id string, known []string) error {
	err := usagef("unknown %s %q", what, id)
	err.hint = whereNamed[what]
	if ids := near(id, known); len(ids) > 0 {
		err.hint = "did you mean " + quoted(ids) + "?"
	}
	return err
}

// whereNamed tells where to look up the ids of something.
var whereNamed = map[string]string{
	"list":     "rasoat list shows the lists",
	"platform": "rasoat search finds platforms by their words",
	"owner":    "rasoat list stats names the agencies of a list",
	"function": "rasoat platform show names the functions of a platform",
}
