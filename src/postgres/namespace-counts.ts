/**
 * How many namespaces there are in each list that pages are read from: to count them anew takes longer the more there
 * are. Changes are only added, so nobody waits for anybody as with one row to a list; a trigger adds them, so that
 * whatever changes the table is counted.
 */

/** What identifies a list, by its column of the index and its id. */
export type Home = `${'user_id' | 'root_id' | 'parent_id'} ${number}`

const homesIn = (rows: string, sign: 1 | -1): string =>
  `select home, ${sign} as change from ${rows} n cross join lateral (values
    ('user_id ' || n.user_id), ('root_id ' || coalesce(n.root_id, n.id)), ('parent_id ' || n.parent_id)
  ) as homes (home) where home is not null`

// What changes neither parent nor root changes no count.
const added = (changes: string): string =>
  `with added as (
    insert into {namespace_counts} (home, change)
    select home, sum(change) from (${changes}) as changes group by home having sum(change) <> 0 returning home
  ) select array_agg(home) into touched from added`

/** The statements of a migration. */
export const namespaceCounts: readonly string[] = [
  `create table {namespace_counts} (home text collate "C" not null, change bigint not null)`,
  `create index on {namespace_counts} (home)`,
  // Adds up what has become much. What another adds up it leaves alone, and what it would have to wait for; in
  // snapshots that outlive a statement another's sum would be an error.
  `create function {count_namespaces}() returns trigger language plpgsql as $$
  declare
    touched text[];
  begin
    if tg_op = 'TRUNCATE' then
      delete from {namespace_counts};
      return null;
    elsif tg_op = 'INSERT' then
      ${added(homesIn('come', 1))};
    elsif tg_op = 'DELETE' then
      ${added(homesIn('gone', -1))};
    else
      ${added(`${homesIn('come', 1)} union all ${homesIn('gone', -1)}`)};
    end if;
    if current_setting('transaction_isolation') = 'read committed'
      and (select count(*) from {namespace_counts} where home = any(touched)) > 64 + 2 * cardinality(touched)
    then
      with mine as materialized (
        select ctid as place from {namespace_counts} where home = any(touched) for update skip locked
      ), gone as (
        delete from {namespace_counts} where ctid in (select place from mine) returning home, change
      )
      insert into {namespace_counts} (home, change)
      select home, sum(change) from gone group by home having sum(change) <> 0;
    end if;
    return null;
  end $$`,
  `create trigger count_come after insert on {namespaces} referencing new table as come
    for each statement execute function {count_namespaces}()`,
  `create trigger count_gone after delete on {namespaces} referencing old table as gone
    for each statement execute function {count_namespaces}()`,
  `create trigger count_moved after update on {namespaces} referencing old table as gone new table as come
    for each statement execute function {count_namespaces}()`,
  `create trigger count_none after truncate on {namespaces}
    for each statement execute function {count_namespaces}()`,
  `insert into {namespace_counts} (home, change)
    select home, sum(change) from (${homesIn('{namespaces}', 1)}) as changes group by home`,
]
