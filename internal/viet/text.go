package viet

// Kind tells what sort of token the normaliser found.
type Kind uint8

// Kinds of token.
const (
	Word     Kind = iota // letters that are not a well-formed Vietnamese syllable (foreign word, fused words, typo)
	Syllable             // a well-formed Vietnamese syllable, with or without diacritics
	Acronym              // two or more letters, all (or all but one) capitals, in a text that is not all capitals: CSDL, LGSP, QLVBĐH
	Number               // digits with their inner separators: 2765, 10.850, 10,85
)

// Break tells what stood between a token and the one before it. Higher values separate more.
type Break uint8

// Breaks in rising order.
const (
	NoBreak  Break = iota // nothing, or white space
	Joint                 // "-", "/", "&", "."  inside a name or number
	Comma                 // ","
	Clause                // ";" ":" "(" ")" "[" "]" quotes, dash between spaces
	Sentence              // "." "!" "?" followed by white space
	Line                  // line break, or start of the text
)

// Token is one syllable, word, acronym or number of a normalised text.
// Key and Fold are hashes that identify the matching form with and without diacritics: two tokens match
// exactly when their hashes are equal. Start and End are byte offsets into the original text.
type Token struct {
	Key, Fold  uint64
	Start, End int32 // bytes in the original
	keyEnd     int32 // in Text.key; the form begins where that of the token before ends
	foldEnd    int32 // in Text.fold
	Kind       Kind
	Break      Break
	Marked     bool // carries a tone or shape mark (or đ)
	flags      uint8
}

// What a token remembers of its spelling beside its kind.
const (
	validSyllable = 1 << iota // well-formed, even where the kind says Acronym
	allCapitals               // two or more letters, all or all but one capitals
)

func (k *Token) valid() bool { return k.flags&validSyllable != 0 }

// Text is normalised text. The zero value is an empty text; Reset fills it again without allocating once its
// buffers have grown. A Text keeps its original, so every token can be quoted.
type Text struct {
	original string
	key      []byte // key forms one after another
	fold     []byte // folded forms one after another
	tokens   []Token
	capitals int    // tokens in capitals
	units    []unit // scratch: letters of a word spelt out
	parts    []int  // scratch: where the syllables of a fused word begin
	clean    []byte // scratch: a cleaned word
}

// Original returns the text as it came.
func (t *Text) Original() string { return t.original }

// Tokens returns the tokens in order. The slice is valid until the next Reset.
func (t *Text) Tokens() []Token { return t.tokens }

// Len returns the number of tokens.
func (t *Text) Len() int { return len(t.tokens) }

// KeyOf returns the matching form of token i: lower case, NFC, old tone placement, y for i where they are variants.
func (t *Text) KeyOf(i int) string { return string(t.keyBytes(i)) }

// FoldOf returns the form of token i without diacritics, đ as d.
func (t *Text) FoldOf(i int) string { return string(t.foldBytes(i)) }

// Mend makes token i match as another word does, since it is taken for a misspelling of that word. KeyOf, FoldOf and
// Quote still give what stands there.
func (t *Text) Mend(i int, key, fold uint64) { t.tokens[i].Key, t.tokens[i].Fold = key, fold }

func (t *Text) keyBytes(i int) []byte {
	from := int32(0)
	if i > 0 {
		from = t.tokens[i-1].keyEnd
	}
	return t.key[from:t.tokens[i].keyEnd]
}

func (t *Text) foldBytes(i int) []byte {
	from := int32(0)
	if i > 0 {
		from = t.tokens[i-1].foldEnd
	}
	return t.fold[from:t.tokens[i].foldEnd]
}

// Quote returns the original characters from token from (inclusive) to token to (exclusive).
func (t *Text) Quote(from, to int) string {
	if from >= to {
		return ""
	}
	return t.original[t.tokens[from].Start:t.tokens[to-1].End]
}
