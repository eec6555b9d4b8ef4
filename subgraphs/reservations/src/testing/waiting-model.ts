/**
 * The waiting list as anybody would play it on paper, with nothing kept but who has which nights: after each event,
 * everybody in line is asked in turn, and who can have all they wait for has it.
 */
export type Wish = { rooms: Record<string, number>; from: number; to: number }
type Held = Wish & { name: string }
type Waiter = Wish & { name: string; state: 'WAITING' | 'OFFERED' | 'BOOKED' | 'LEFT' | 'MISSED'; until: number }

const holdMinutes = 120

export function createWaitingModel(allotment: number) {
  const bookings: Held[] = []
  const line: Waiter[] = []
  const raised = new Map<string, number>()
  let now = 0

  const left = (type: string, night: number) => {
    const taken = [...bookings, ...line.filter(({ state }) => state === 'OFFERED')]
      .filter(({ from, to }) => from <= night && night < to)
      .reduce((sum, { rooms }) => sum + (rooms[type] ?? 0), 0)
    return allotment + (raised.get(`${type} ${night}`) ?? 0) - taken
  }
  const fits = ({ rooms, from, to }: Wish) =>
    Object.entries(rooms).every(([type, count]) =>
      Array.from({ length: to - from }, (_, day) => left(type, from + day)).every((free) => free >= count),
    )
  const askInTurn = () => {
    for (const waiter of line)
      if (waiter.state === 'WAITING' && fits(waiter))
        Object.assign(waiter, { state: 'OFFERED', until: now + holdMinutes })
  }
  const waiterOf = (name: string) => {
    const waiter = line.find((one) => one.name === name)
    if (!waiter) throw new Error(`nobody is called ${name}`)
    return waiter
  }

  return {
    fits,
    book: (name: string, wish: Wish) => void bookings.push({ name, ...wish }),
    join: (name: string, wish: Wish) => void line.push({ name, ...wish, state: 'WAITING', until: 0 }),
    cancel(name: string) {
      bookings.splice(0, bookings.length, ...bookings.filter((one) => one.name !== name))
      askInTurn()
    },
    leave(name: string) {
      waiterOf(name).state = 'LEFT'
      askInTurn()
    },
    takeUp(name: string) {
      const { rooms, from, to } = Object.assign(waiterOf(name), { state: 'BOOKED' as const })
      bookings.push({ name, rooms, from, to })
    },
    raise(type: string, night: number) {
      raised.set(`${type} ${night}`, (raised.get(`${type} ${night}`) ?? 0) + 1)
      askInTurn()
    },
    pass(minutes: number) {
      now += minutes
      for (const waiter of line) if (waiter.state === 'OFFERED' && waiter.until <= now) waiter.state = 'MISSED'
      askInTurn()
    },
    states: () => line.map(({ name, state }) => [name, state] as const),
  }
}
