package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/store"
)

const decideHelp = `decide records what a person decided about a component of a run that was kept with --save. ITEM is the number of a proposal in
the run, in input order from 1, and of a component in it: 3.2 is the second component of proposal 3; 3 alone means all of its
components. Who decides is named with --by; --until is the last day in force.

--explanation records what the body concerned says, --explain attaches a document to it, both may be left out. Nothing is ever
deleted: --correct N makes a new record that corrects decision N. rasoat decisions lists all of them.

A later check or batch with the same database shows a component with a decision in force apart, never hidden; it does not reach
--fail-on. A decision lapses by itself when the text of the component, the list entry or the state of the platform changes
materially, and the check says so (docs/decisions.md).

DECISIONS
  agree         as assessed, may go on          adjust-scope  change the scope, leave the component out
  use-platform  use the national platform       justify       keep it, with an explanation
  connect       connect to the platform         defer         wait for an answer
  extend        a module on the platform        reject        not agreed

REASONS
  as-assessed, legal-mandate, not-operating (the platform does not operate yet), local-need (capacity or local need),
  security, pilot, successor (it succeeds a system in use), platform-extension

EXAMPLES
  rasoat decide 4 3.2 --decision use-platform --reason as-assessed --note "Dùng nền tảng của Bộ Nội vụ" --by "Nguyễn Văn A"
  rasoat decide 4 1 --decision defer --reason not-operating --note "Chờ Bộ trả lời" --by "Nguyễn Văn A" --until 31/3/2027
  rasoat decide 4 1 --correct 7 --decision justify --reason legal-mandate --note "Có văn bản giao" --by "Trần Thị B" --explain giai-trinh.pdf`

// decidedHelp tells what decisions do to a check.
const decidedHelp = `
Where there is a database, a component with a decision in force (rasoat decide) is shown apart; it reaches no gate and does not
count as undecided.
`

// decideOptions are the flags of decide.
type decideOptions struct {
	kind, reason    *choice
	note            string
	until           dateFlag
	explanation     string
	explain         []string
	correct         int64
	allowClassified bool
}

func newDecideCommand(a *app) *cobra.Command {
	o := &decideOptions{}
	cmd := &cobra.Command{
		Use:   "decide RUN ITEM --decision KIND --reason CODE --note TEXT --by NAME",
		Short: "record what was decided about a component",
		Long:  decideHelp + exitStatus,
		Args:  argCount(2, 2, "the number of a run and of an item"),
	}
	o.kind = addOpenChoice(cmd, "decision", "what is decided: its `kind`", texts(decision.Kinds))
	o.reason = addOpenChoice(cmd, "reason", "why: its `code`", texts(decision.Reasons))
	f := cmd.Flags()
	f.StringVar(&o.note, "note", "", "the decision in words")
	f.Var(&o.until, "until", "last day in force (default no end)")
	f.StringVar(&o.explanation, "explanation", "", "what the body concerned explains")
	f.StringArrayVar(&o.explain, "explain", nil, "document of the explanation; may be given several times")
	f.Int64Var(&o.correct, "correct", 0, "number of the decision that this one corrects")
	f.BoolVar(&o.allowClassified, "allow-classified", false, "take documents marked as state secrets (Mật); needs a database of this machine only")
	f.StringVar(&a.by, "by", "", "who decides")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		at, err := parseItem(args[0], args[1])
		if err == nil {
			err = o.complete(a.by)
		}
		if err != nil {
			return &usageError{err: err, hint: seeHelp(cmd)}
		}
		return a.decide(cmd.Context(), o, at)
	}
	return cmd
}

func texts[T ~string](codes []T) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	return out
}

// complete tells which flag is missing.
func (o *decideOptions) complete(by string) error {
	o.note, o.explanation = strings.TrimSpace(o.note), strings.TrimSpace(o.explanation)
	for _, f := range []struct{ name, value string }{{"decision", o.kind.value}, {"reason", o.reason.value}, {"note", o.note}, {"by", strings.TrimSpace(by)}} {
		if f.value == "" {
			return fmt.Errorf("--%s is needed", f.name)
		}
	}
	return nil
}

// decide records the decision about a component, or about every component of an item.
func (a *app) decide(ctx context.Context, o *decideOptions, at itemRef) error {
	if err := a.guardClassified(o.allowClassified, true); err != nil {
		return err
	}
	files, err := a.attachments(ctx, o)
	if err != nil {
		return err
	}
	return a.withStore(ctx, func(s *store.Store) error {
		it, err := s.Item(ctx, at.run, at.item)
		if err != nil {
			return err
		}
		made, err := a.decisionsOn(o, at, &it.Result)
		if err != nil {
			return err
		}
		ids, err := s.Decide(ctx, made, files)
		if err != nil {
			return err
		}
		for i, id := range ids {
			fmt.Fprintf(a.Stderr, "rasoat: decision %d on %d.%d of run %d recorded in %q\n", id, at.item, made[i].Component, at.run, s.Path())
		}
		return nil
	})
}

// decisionsOn makes the decisions on the components asked for.
func (a *app) decisionsOn(o *decideOptions, at itemRef, r *engine.Result) ([]decision.Decision, error) {
	n := len(r.Components)
	switch {
	case n == 0:
		return nil, withHint(fmt.Errorf("item %d of run %d has no component", at.item, at.run), "a file that was not read can not be decided on")
	case at.component > n:
		return nil, usagef("item %d of run %d has %s, not %d", at.item, at.run, count(n, "component"), at.component)
	case o.correct != 0 && at.component == 0 && n > 1:
		return nil, usagef("--correct needs one component: %d.1 to %d.%d", at.item, at.item, n)
	}
	var out []decision.Decision
	for i := range n {
		if at.component != 0 && i+1 != at.component {
			continue
		}
		d := decision.Decision{
			Run: at.run, Item: at.item, Component: i + 1, Subject: decision.SubjectOf(r, i), Kind: decision.Kind(o.kind.value), Reason: decision.Reason(o.reason.value),
			Note: o.note, Until: o.until.date, Explanation: o.explanation, Corrects: o.correct, Basis: decision.BasisOf(r, i), RecordedBy: a.author(),
		}
		if err := d.Validate(corpus.DateOf(a.Now())); err != nil {
			return nil, &usageError{err: err}
		}
		out = append(out, d)
	}
	return out, nil
}

// attachments reads the documents of an explanation. One that no reader understands, a picture say, is kept as it is;
// one that is marked as a state secret is refused unless it may be taken.
func (a *app) attachments(ctx context.Context, o *decideOptions) ([]store.Attachment, error) {
	lim := document.Limits{CacheDir: a.cacheDir("pdfium"), Classified: o.allowClassified}
	var out []store.Attachment
	for _, name := range o.explain {
		data, err := document.Load(name, lim)
		if err != nil {
			return nil, err
		}
		f := store.Attachment{Name: name, Content: data}
		doc, err := document.Read(ctx, name, data, lim)
		var refused *document.Refusal
		switch {
		case errors.As(err, &refused) && refused.Reason == document.Classified:
			return nil, withHint(fmt.Errorf("%q: %s", name, refused.Detail), refused.Hint)
		case err == nil:
			f.MediaType = doc.MediaType
		}
		out = append(out, f)
	}
	return out, nil
}
