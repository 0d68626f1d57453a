package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/evidence"
	"github.com/rasoat/rasoat/internal/report"
)

const evidenceVerifyHelp = `verify checks a bundle of evidence export and names everything in it that does not fit: every byte of the zip file, the
SHA-256 manifests, signature and time stamp, lists and rules against their hashes, every quote in its place in the
extracted text and that text read again from the file as received, the chain of the log. It needs nothing but the bundle.

--key is the public key that must have signed it: a file, or the key itself. Without it a signature is checked by the key
that the bundle carries, which does not tell whose key it is. --authority is a file of certificates (PEM) one of which must
vouch for the time stamp. --recompute makes every result again from the data of the bundle and compares verdict by verdict.

EXIT STATUS
  0  everything that was checked fits
  1  something does not fit, or the file is no bundle
  2  usage: unknown command, flag or value
  4  partial: everything that was checked fits, but not all could be checked; the output says what`

// verifyOptions are the flags of evidence verify.
type verifyOptions struct {
	key       string
	authority string
	recompute bool
	output    string
	format    *choice
	lang      *choice
}

func newEvidenceVerifyCommand(a *app) *cobra.Command {
	o := &verifyOptions{}
	cmd := &cobra.Command{Use: "verify FILE", Short: "verify a bundle of evidence", Long: evidenceVerifyHelp, Args: argCount(1, 1, "the file of a bundle")}
	f := cmd.Flags()
	f.StringVar(&o.key, "key", "", "public key that must have signed the bundle")
	f.StringVar(&o.authority, "authority", "", "certificates that must vouch for the time stamp")
	f.BoolVar(&o.recompute, "recompute", false, "make the results again and compare")
	f.StringVarP(&o.output, "output", "o", "", "write to a file instead of standard output")
	o.format = addChoice(cmd, "format", "form of the output", report.PageFormats...)
	o.lang = a.addLang(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.verifyEvidence(cmd.Context(), o, args[0]) }
	return cmd
}

func (a *app) verifyEvidence(ctx context.Context, o *verifyOptions, path string) error {
	opt := evidence.Options{Name: filepath.Base(path), Recompute: o.recompute, Limits: document.Limits{CacheDir: a.cacheDir("pdfium")}}
	var err error
	if o.key != "" {
		if opt.Key, err = publicKey(o.key); err != nil {
			return err
		}
	}
	if o.authority != "" {
		pem, err := os.ReadFile(o.authority)
		if err == nil {
			opt.Roots, err = evidence.ReadRoots(pem)
		}
		if err != nil {
			return fmt.Errorf("authority %q: %w", o.authority, err)
		}
	}
	check, err := verifyFile(ctx, path, opt)
	if err != nil {
		return err
	}
	page := report.Options{Lang: report.Lang(o.lang.value), Width: a.width(), Color: a.color() && o.output == ""}
	if err := a.writeTo(o.output, func(w io.Writer) error { return report.WritePage(w, check, o.format.value, page) }); err != nil {
		return err
	}
	return verdictOn(check, path)
}

func verifyFile(ctx context.Context, path string, opt evidence.Options) (*report.BundleCheck, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	check, err := evidence.Verify(ctx, f, info.Size(), opt)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", path, err)
	}
	return check, nil
}

// verdictOn turns what was found into the exit status.
func verdictOn(c *report.BundleCheck, path string) error {
	if !c.Fits() {
		first := c.Misfits[0]
		return withHint(fmt.Errorf("%q does not fit in %s, the first in %q (part %d)", path, count(len(c.Misfits), "place"), first.File, first.Part),
			"compare with another copy of the bundle, or have it exported again")
	}
	var undone []string
	for _, n := range c.Notes {
		if n.Code != "not_recomputed" && n.Code != "terms" && n.Code != "open" {
			undone = append(undone, fmt.Sprintf("%q not checked (%s)", n.File, n.Code))
		}
	}
	if len(undone) > 0 {
		return &partial{what: undone}
	}
	return nil
}

// publicKey reads a public key from a file, or from the argument itself.
func publicKey(arg string) (key *evidence.PublicKey, err error) {
	text, err := os.ReadFile(arg)
	if errors.Is(err, os.ErrNotExist) {
		text, err = []byte(arg), nil
	}
	if err == nil {
		key, err = evidence.ReadPublicKey(text)
	}
	if err != nil {
		return nil, withHint(fmt.Errorf("public key %q: %w", arg, err), "give the .pub file of the signer, or the line in it that begins with RW")
	}
	return key, nil
}
