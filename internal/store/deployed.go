package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rasoat/rasoat/internal/deployed"
)

// DeployedOutcome says what a report of deployed systems changed.
type DeployedOutcome struct {
	Added   int // systems that are new
	Revised int // systems of which something else is known now: each got a new version
	Same    int // systems of which the report says nothing new
}

// AddDeployed takes in the systems of a report, all or none. A system that is on record gets a new version when anything
// differs; the same report again changes nothing.
func (s *Store) AddDeployed(ctx context.Context, systems []deployed.System, src *Source) (DeployedOutcome, error) {
	var out DeployedOutcome
	err := s.write(ctx, func(t *tx) error {
		source, err := t.source(ctx, src)
		if err != nil {
			return err
		}
		for i := range systems {
			if err := t.deployed(ctx, &systems[i], source, &out); err != nil {
				return fmt.Errorf("system %q (%s): %w", systems[i].Name, systems[i].Place, err)
			}
		}
		return t.log(ctx, "deployed", map[string]int{"added": out.Added, "revised": out.Revised})
	})
	return out, err
}

// deployed takes in one system and counts what it did.
func (t *tx) deployed(ctx context.Context, s *deployed.System, source sql.NullInt64, out *DeployedOutcome) error {
	text, hash, err := s.Encode()
	if err != nil {
		return err
	}
	id, version, known, err := t.deployedNow(ctx, s.Key())
	switch {
	case err != nil:
		return err
	case known == hash:
		out.Same++
		return nil
	case id == 0:
		out.Added++
		res, err := t.conn.ExecContext(ctx, `INSERT INTO deployed (key) VALUES (?)`, s.Key())
		if err != nil {
			return err
		}
		if id, err = res.LastInsertId(); err != nil {
			return err
		}
	default:
		out.Revised++
	}
	return t.exec(ctx, `INSERT INTO deployed_version (system, version, record, hash, place, source, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		id, version+1, string(text), hash, s.Place, source, t.at, t.by)
}

// deployedNow returns the system with a key, its version in use and that version's hash; id is 0 when there is none.
func (t *tx) deployedNow(ctx context.Context, key string) (id int64, version int, hash string, err error) {
	err = t.conn.QueryRowContext(ctx, `SELECT d.id, v.version, v.hash FROM deployed d JOIN deployed_version v ON v.system = d.id
		WHERE d.key = ? ORDER BY v.version DESC LIMIT 1`, key).Scan(&id, &version, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, "", nil
	}
	return id, version, hash, err
}

const deployedInUse = `SELECT v.system, v.version, v.record, v.place, s.name, v.recorded_at, v.recorded_by
	FROM deployed_version v JOIN source s ON s.id = v.source
	WHERE v.version = (SELECT max(w.version) FROM deployed_version w WHERE w.system = v.system) ORDER BY v.system`

// Deployed returns the systems on record, each in its version in use, in the order they were first registered.
func (s *Store) Deployed(ctx context.Context) ([]deployed.Record, error) {
	var all []deployed.Record
	err := s.each(ctx, deployedInUse, nil, func(scan func(...any) error) error {
		var r deployed.Record
		var text []byte
		var place string
		if err := scan(&r.ID, &r.Version, &text, &place, &r.File, &r.RecordedAt, &r.RecordedBy); err != nil {
			return err
		}
		if err := json.Unmarshal(text, &r.System); err != nil {
			return fmt.Errorf("deployed system %d: %w", r.ID, err)
		}
		r.System.Place = place
		all = append(all, r)
		return nil
	})
	return all, err
}
