# Prints the output of go test -bench as one table: a row for each figure that a benchmark reports, but allocations.
BEGIN { printf "%-58s %14s  %s\n", "benchmark", "figure", "unit" }
/^Benchmark/ && NF > 2 {
	name = $1
	sub(/^Benchmark/, "", name)
	sub(/-[0-9]+$/, "", name)
	for (i = 3; i < NF; i += 2) {
		unit = $(i + 1)
		if (unit == "B/op" || unit == "allocs/op" || unit == "ns/op" && name ~ /^(Cluster|Batch|Commands|Evidence|Import)/) continue
		printf "%-58s %14s  %s\n", name, $i, unit
	}
}
