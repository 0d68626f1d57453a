// Package intake reads proposals out of documents: it finds the title, the agency, the date, the money and the
// components of what is proposed, and remembers where each stood.
//
// Read takes the blocks and rows that package document made of a file. It builds an outline of the numbered headings
// (outline.go), reads the labelled fields (fields.go, title.go, agency.go, total.go), understands the tables by their
// headers (header.go, table.go, rows.go), and puts the components together from cost tables, plan rows, function
// tables, headings and clauses (components.go, join.go, prose.go). Of a plan the projects can be had one by one (projects.go), each with
// its province (places.go). What it looked for and did not find is listed in
// Proposal.NotFound; rows and sheets that it could not use are returned as Unread. Nothing is guessed.
package intake
