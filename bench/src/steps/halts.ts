import { setTimeout as sleep } from 'node:timers/promises'

import { keepSecrets } from '@staygraph/local/prepare/secrets'
import postgres, { type ReservedSql, type Sql } from 'postgres'

import type { Platform } from '../platform.ts'

// A transaction can be halted in the moment in which it writes a step: a trigger of ours waits for a lock that we hold.
// While it waits, the process that sent it is killed; then the transaction is let go on (the step is written, and nobody
// hears of it) or ended (it never was). Deterministic, and the product is not touched: the triggers are in a database
// that is thrown away.

const databases = ['reservations', 'payments'] as const
type DatabaseName = (typeof databases)[number]

/** What happens to the step in whose midst the process dies. */
export type Fate = 'WRITTEN' | 'ROLLED_BACK'

/** A step as it was written: `reservations PAID#1`, `payments CAPTURED#1`. */
export type StepAt = { database: DatabaseName; what: string }

const both = `
  create schema halts;
  create table halts.wanted (play int, what text, primary key (play, what));
  create table halts.seen (play int, what text, at timestamptz not null default clock_timestamp());
  create function halts.meet(guest text, step text) returns void language plpgsql security definer as $$
  declare
    this int := substring(guest from 'Halt([0-9]+)x')::int;
  begin
    if this is null then return; end if;
    insert into halts.seen values (this, step);
    if exists (select from halts.wanted where play = this and what = step) then
      perform pg_advisory_xact_lock_shared(this);
    end if;
  end $$;
  grant usage on schema halts to public;`

const own: Record<DatabaseName, string> = {
  reservations: `
    create function halts.of_step() returns trigger language plpgsql security definer set search_path = public as $$
    begin
      perform halts.meet(r.guest_family_name, new.name || '#' || (
        select count(*) from reservation_steps where reservation_id = new.reservation_id and name = new.name))
        from reservations r where r.id = new.reservation_id;
      return null;
    end $$;
    create trigger halts after insert on reservation_steps for each row execute function halts.of_step();`,
  payments: `
    create function halts.of_payment() returns trigger language plpgsql security definer set search_path = public as $$
    begin
      perform halts.meet(new.receipt_details ->> 'guestName', 'payment ' || new.status || '#' || right(new.key, 1));
      return null;
    end $$;
    create function halts.of_refund() returns trigger language plpgsql security definer set search_path = public as $$
    begin
      perform halts.meet(p.receipt_details ->> 'guestName', 'refund ' || new.status || '#' || right(new.key, 1))
        from payments p where p.id = new.payment_id;
      return null;
    end $$;
    create trigger halts_begun after insert on payments for each row execute function halts.of_payment();
    create trigger halts_moved after update on payments for each row
      when (old.status is distinct from new.status) execute function halts.of_payment();
    create trigger halts_begun after insert on refunds for each row execute function halts.of_refund();
    create trigger halts_moved after update on refunds for each row
      when (old.status is distinct from new.status) execute function halts.of_refund();`,
}

export interface Halts {
  /** Every step that was written in a play, in the order of time. */
  seen: (play: number) => Promise<StepAt[]>
  /** From now on this step of this play waits. */
  arm: (play: number, at: StepAt) => Promise<void>
  /** Settles when a transaction waits there; answers the part whose it is, or null when it never came so far. */
  met: (at: StepAt, patienceMs: number) => Promise<{ part: string; backend: number } | null>
  /** Lets the step be written, or ends it. */
  release: (play: number, at: StepAt, fate: Fate, backend: number | undefined) => Promise<void>
  close: () => Promise<void>
}

export const openHalts = async (platform: Platform): Promise<Halts> => {
  const { postgres: password } = await keepSecrets(platform.dataFolder)
  const opened = {} as Record<DatabaseName, { sql: Sql; holder: ReservedSql }>
  for (const name of databases) {
    const url = new URL(platform.places.databases[name])
    url.username = 'postgres'
    url.password = password
    const sql = postgres(url.href, { max: 2, onnotice: () => undefined })
    await sql.unsafe(both + own[name])
    opened[name] = { sql, holder: await sql.reserve() }
  }
  return {
    seen: async (play) => {
      const all = await Promise.all(
        databases.map(async (database) => {
          const rows = await opened[database].sql<{ what: string; at: Date }[]>`
            select what, at from halts.seen where play = ${play}`
          return rows.map(({ what, at }) => ({ database, what, at }))
        }),
      )
      const inTime = all.flat().toSorted((one, other) => one.at.getTime() - other.at.getTime())
      return inTime.map(({ database, what }) => ({ database, what }))
    },
    arm: async (play, { database, what }) => {
      const { sql, holder } = opened[database]
      await holder`select pg_advisory_lock(${play})`
      await sql`insert into halts.wanted values (${play}, ${what})`
    },
    met: async ({ database }, patienceMs) => {
      const { sql } = opened[database]
      for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(5)) {
        const [waiting] = await sql<{ part: string; backend: number }[]>`
          select split_part(a.application_name, ' ', 1) as part, a.pid as backend from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and not l.granted and a.datname = ${database}`
        if (waiting) return waiting
      }
      return null
    },
    release: async (play, { database, what }, fate, backend) => {
      const { sql, holder } = opened[database]
      await sql`delete from halts.wanted where play = ${play} and what = ${what}`
      if (fate === 'ROLLED_BACK' && backend !== undefined) await sql`select pg_terminate_backend(${backend}, 2000)`
      await holder`select pg_advisory_unlock(${play})`
    },
    close: async () => {
      for (const { sql, holder } of Object.values(opened)) {
        holder.release()
        await sql.end({ timeout: 2 })
      }
    },
  }
}
