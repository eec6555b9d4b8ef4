import type { Sql } from 'postgres'

export type DeskTrouble = { id: string; what: string }

/**
 * The desk's books against each other, past every constraint: what is on sale follows from what was decided, what is out
 * of order is counted, nobody shares a room, whoever is in the house has a door and nobody else.
 */
export async function recountDesk(sql: Sql): Promise<DeskTrouble[]> {
  const rows = await sql<DeskTrouble[]>`
    with broken as (
      select h.room_type_id, day::date as night, count(*) as rooms
        from room_stays s join hotel_rooms h on h.id = s.room_id,
          generate_series(s.from_night::timestamp, s.to_night::timestamp - interval '1 day', interval '1 day') day
        where s.kind = 'OUT_OF_ORDER' group by 1, 2
    )
    select coalesce(n.room_type_id, b.room_type_id) || ' ' || coalesce(n.night, b.night) as id,
        'it says ' || coalesce(n.out_of_order, 0) || ' rooms out of order, the doors say ' || coalesce(b.rooms, 0) as what
      from room_night n full join broken b on b.room_type_id = n.room_type_id and b.night = n.night
      where coalesce(n.out_of_order, 0) <> coalesce(b.rooms, 0)
    union all
    select room_type_id || ' ' || night, 'of ' || coalesce(planned::text, 'nothing') || ' planned and ' || out_of_order || ' out of order'
        || case when closed then ', closed, ' else ' ' end || allotment || ' are on sale'
      from room_night
      where case when planned is null then closed or out_of_order <> 0
        when closed then allotment <> held + sold
        else allotment <> greatest(planned - out_of_order, 0) end
    union all
    select one.room_id::text, 'room ' || h.number || ' has two on the night of ' || greatest(one.from_night, other.from_night)
      from room_stays one join room_stays other on other.room_id = one.room_id and other.id > one.id
        and one.from_night < other.to_night and other.from_night < one.to_night
        and one.from_night < one.to_night and other.from_night < other.to_night
      join hotel_rooms h on h.id = one.room_id
    union all
    select r.id::text, r.reference || ' (' || r.status || ') has ' || count(s.id) || ' doors for booked room ' || b.n
      from reservations r join booked_rooms b on b.reservation_id = r.id and b.state = 'BOOKED'
      left join room_stays s on s.reservation_id = r.id and s.n = b.n and s.ended_at is null
      where r.status::text = 'CHECKED_IN' group by r.id, b.n having count(s.id) <> 1
    union all
    select r.id::text, r.reference || ' (' || r.status || ') still has room ' || h.number
      from room_stays s join reservations r on r.id = s.reservation_id join hotel_rooms h on h.id = s.room_id
      where s.ended_at is null and r.status::text <> 'CHECKED_IN'
    union all
    select r.id::text, r.reference || ' sleeps in room ' || h.number || ', which is of another hotel or type'
      from room_stays s join reservations r on r.id = s.reservation_id join hotel_rooms h on h.id = s.room_id
      left join booked_rooms b on b.reservation_id = r.id and b.n = s.n
      where h.hotel_id <> r.hotel_id or b.room_type_id is distinct from h.room_type_id
    union all
    select r.id::text, r.reference || ' is ' || r.status || ', and ' || case when a.reservation_id is null then 'nobody marked it' else 'it is marked as a no-show' end
      from reservations r left join no_shows a on a.reservation_id = r.id
      where (r.status::text = 'NO_SHOW') <> (a.reservation_id is not null)`
  return [...rows]
}
