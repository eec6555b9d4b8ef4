import type postgres from 'postgres'

import { allKeys, mostPhotos, uploadKeptSeconds, uploadKey } from '../domain/photo.ts'

export type PhotoRow = {
  id: string
  hotelId: number
  state: 'AWAITED' | 'TAKEN' | 'SHOWN' | 'REMOVED'
  contentType: string
  bytes: number
  sha256: string | null
  expiresAt: Date
}
export type ShownPhoto = { id: string; alt: string }

const columns = (sql: postgres.Sql | postgres.TransactionSql) =>
  sql`id, hotel_id as "hotelId", state, content_type as "contentType", bytes, sha256, expires_at::text as "expiresAt"`
type Told = Omit<PhotoRow, 'expiresAt'> & { expiresAt: string }
const asRow = ({ expiresAt, ...row }: Told): PhotoRow => ({ ...row, expiresAt: new Date(expiresAt) })

export async function photoById(sql: postgres.Sql, id: string): Promise<PhotoRow | null> {
  const [row] = await sql<Told[]>`select ${columns(sql)} from hotel_photo where id = ${id}`
  return row ? asRow(row) : null
}

export const shownPhotos = (sql: postgres.Sql, hotelId: number) =>
  sql<ShownPhoto[]>`select id, alt from hotel_photo where hotel_id = ${hotelId} and state = 'SHOWN' order by position`

export type NewUpload = Pick<PhotoRow, 'hotelId' | 'contentType' | 'bytes' | 'sha256' | 'expiresAt'> & {
  requestedBy: string
}

/**
 * Writes down that somebody may upload a file; the same file asked for again is the same upload. Null: the hotel has as many
 * photographs as it may, with those that are on their way.
 */
export async function awaitUpload(sql: postgres.Sql, upload: NewUpload, now: Date): Promise<PhotoRow | null> {
  const { hotelId, contentType, bytes, sha256, expiresAt, requestedBy } = upload
  const at = now.toISOString()
  return sql.begin(async (tx) => {
    await lockHotel(tx, hotelId)
    const [same] = await tx<Told[]>`
      select ${columns(tx)} from hotel_photo
      where hotel_id = ${hotelId} and state = 'AWAITED' and sha256 = ${sha256} and bytes = ${bytes}
        and content_type = ${contentType} and requested_by = ${requestedBy} and expires_at > ${at}::timestamptz`
    if (same) return asRow(same)
    const [row] = await tx<Told[]>`
      insert into hotel_photo (hotel_id, state, content_type, bytes, sha256, expires_at, requested_by, requested_at)
      select ${hotelId}::int, 'AWAITED', ${contentType}, ${bytes}::int, ${sha256}, ${expiresAt.toISOString()}::timestamptz,
        ${requestedBy}, ${at}::timestamptz
      where (select count(*) from hotel_photo where hotel_id = ${hotelId} and (state in ('SHOWN', 'TAKEN')
        or (state = 'AWAITED' and expires_at > ${at}::timestamptz))) < ${mostPhotos}
      returning ${columns(tx)}`
    return row ? asRow(row) : null
  })
}

/** From now on there may be more of it in the store than what was uploaded. False: it is none that may become a photograph. */
export async function takeUpload(sql: postgres.Sql, id: string): Promise<boolean> {
  const { count } = await sql`update hotel_photo set state = 'TAKEN' where id = ${id} and state in ('AWAITED', 'TAKEN')`
  return count > 0
}

/** What was uploaded is no photograph. */
export const dropUpload = (sql: postgres.Sql, id: string) =>
  sql`update hotel_photo set state = 'REMOVED' where id = ${id} and state in ('AWAITED', 'TAKEN')`

/** Guests see it from now on, behind the others. False: it was swept meanwhile, or somebody else did so. */
export const showPhoto = (sql: postgres.Sql, { id, hotelId }: Pick<PhotoRow, 'id' | 'hotelId'>, alt: string) =>
  changePhotos(sql, hotelId, async (tx) => {
    const { count } = await tx`
      update hotel_photo set state = 'SHOWN', alt = ${alt}, position = 1 + coalesce((select max(position) from hotel_photo
        where hotel_id = ${hotelId} and state = 'SHOWN'), 0)
      where id = ${id} and state = 'TAKEN'`
    return count > 0
  })

/** False: none of the hotel's is called so. */
export const describePhoto = (sql: postgres.Sql, hotelId: number, id: string, alt: string) =>
  changePhotos(sql, hotelId, async (tx) => {
    const { count } =
      await tx`update hotel_photo set alt = ${alt} where id = ${id} and hotel_id = ${hotelId} and state = 'SHOWN'`
    return count > 0
  })

/** Nobody sees it any more; it leaves the store afterwards. */
export const removePhoto = (sql: postgres.Sql, hotelId: number, id: string) =>
  changePhotos(sql, hotelId, async (tx) => {
    const { count } =
      await tx`update hotel_photo set state = 'REMOVED' where id = ${id} and hotel_id = ${hotelId} and state = 'SHOWN'`
    return count > 0
  })

/** False: these are not just the hotel's. */
export const arrangePhotos = (sql: postgres.Sql, hotelId: number, ids: readonly string[]) =>
  changePhotos(sql, hotelId, async (tx) => {
    const shown = await tx<{ id: string }[]>`select id from hotel_photo where hotel_id = ${hotelId} and state = 'SHOWN'`
    const known = new Set(shown.map(({ id }) => id))
    if (known.size !== ids.length || known.size !== new Set(ids).size || !ids.every((id) => known.has(id))) return false
    await tx`
      update hotel_photo set position = place.n
      from unnest(${ids as string[]}::text[]::uuid[]) with ordinality as place (id, n) where hotel_photo.id = place.id`
    return true
  })

const lockHotel = (tx: postgres.TransactionSql, hotelId: number) =>
  tx`select 1 from hotel where id = ${hotelId} for no key update`

/**
 * Changes what guests see of a hotel's photographs, and writes the copy by which they are read. The hotel is locked first, so
 * that two of its people follow each other, and the catalogue's one row last, so that it is short.
 */
async function changePhotos(
  sql: postgres.Sql,
  hotelId: number,
  change: (tx: postgres.TransactionSql) => Promise<boolean>,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    await lockHotel(tx, hotelId)
    if (!(await change(tx))) return false
    await tx`
      update hotel set photos = (select jsonb_agg(jsonb_build_object('id', id, 'alt', alt) order by position)
        from hotel_photo where hotel_id = ${hotelId} and state = 'SHOWN')
      where id = ${hotelId}`
    await tx`
      with grown as (update catalogue set revision = revision + 1 where id = 1 returning revision)
      insert into catalogue_change (revision, city_id) select revision, (select city_id from hotel where id = ${hotelId}) from grown`
    return true
  })
}

/** What is to leave the store now, by row. Whoever may still upload something could put it back: it is waited for. */
export async function photosToSweep(sql: postgres.Sql, now: Date, most: number) {
  const gone = new Date(now.getTime() - uploadKeptSeconds * 1_000).toISOString()
  const over = new Date(now.getTime() - 60_000).toISOString()
  await sql`
    update hotel_photo set state = 'REMOVED' where state in ('AWAITED', 'TAKEN') and expires_at < ${gone}::timestamptz`
  const rows = await sql<{ id: string; state: PhotoRow['state'] }[]>`
    select id, state from hotel_photo
    where expires_at < ${over}::timestamptz and (state = 'REMOVED' or (state = 'SHOWN' and original))
    order by expires_at limit ${most}`
  return rows.map(({ id, state }) => ({
    id,
    isShown: state === 'SHOWN',
    keys: state === 'SHOWN' ? [uploadKey(id)] : allKeys(id),
  }))
}

/** It is gone from the store: of a photograph that is shown, the file as it was uploaded. */
export const noteSwept = (sql: postgres.Sql, { id, isShown }: { id: string; isShown: boolean }) =>
  isShown
    ? sql`update hotel_photo set original = false where id = ${id}`
    : sql`delete from hotel_photo where id = ${id} and state = 'REMOVED'`
