// Package viet gives Vietnamese text one canonical form, so that the rest of the program compares words and not
// ways of typing them.
//
// Most callers need three things. Decode (or DecodeBytes for raw bytes) turns legacy encodings into Unicode; it comes
// before everything else, because cleaning would destroy some of their letters. Clean puts characters right for display.
// Normalize, or Reset on a Text that is used again and again, makes the tokens that are matched: each with a hash of its
// matching form (Key), of its form without diacritics (Fold), its kind, the break before it, and where it stands in the
// original, so that every match can be quoted.
//
// The matching form is lower case, NFC, with the tone mark where the old style has it (hòa for hoà), y for i where they
// are variants (quý for quí), and words typed together parted (tổ chức for tổchức) when every part is a syllable. Only
// well-formed single syllables are respelt; what is no syllable is matched as typed. Key and Fold give the same forms of
// a string.
//
// On top of tokens stand DocNumbers, Dates, Amounts, MoneyUnit and ParseAmount, which read what dossiers state; Lexicon,
// which finds many terms at once; and Abbreviations, which keeps ambiguous ones ambiguous.
//
// No function panics on any bytes. A Text serves one goroutine at a time; everything else may be shared.
package viet
