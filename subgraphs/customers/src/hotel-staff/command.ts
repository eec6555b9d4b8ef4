import type { Services } from '../context.ts'
import { staffOfHotel, type StaffMember } from '../database/staff.ts'
import { addAsOperator } from '../use-cases/add-hotel-staff.ts'
import { removeAsOperator } from '../use-cases/remove-hotel-staff.ts'

const usage = `npm run hotel-staff -- add <hotelId> <email> [--desk]   a manager, or with --desk somebody at the desk
npm run hotel-staff -- remove <hotelId> <email>
npm run hotel-staff -- list <hotelId>
A hotel's id is that of the graph and of its page on the site: h12. The account must be there already.`

const tell = ({ role, email, givenName, familyName, addedAt, addedBy }: StaffMember) =>
  `${role.padEnd(7)}  ${email} (${givenName} ${familyName}), since ${addedAt.toISOString()}, by ${addedBy ?? 'the operator'}`

type Said = { done: boolean; says: string }

/** What our operator may do to a hotel's staff. The first manager of a hotel can come from nowhere else. */
export async function hotelStaffCommand(
  words: readonly string[],
  { desk }: { desk: boolean },
  services: Pick<Services, 'db'>,
  now: Date,
): Promise<Said> {
  const [verb, hotelId, email] = words
  if (hotelId === undefined || !/^h[1-9]\d{0,9}$/.test(hotelId)) return { done: false, says: usage }
  if (verb === 'list') {
    const members = await staffOfHotel(services.db, hotelId)
    return { done: true, says: members.map(tell).join('\n') || `Nobody works for ${hotelId}.` }
  }
  if (email === undefined) return { done: false, says: usage }
  if (verb === 'add') {
    const answer = await addAsOperator({ hotelId, email, role: desk ? 'DESK' : 'MANAGER' }, services, now)
    if (answer.__typename !== 'HotelStaffMember') return { done: false, says: answer.message }
    return {
      done: true,
      says: `${tell(answer)}\nAn address is not proven by an account: make sure that the person opened it. They sign in (or refresh) to begin.`,
    }
  }
  if (verb !== 'remove') return { done: false, says: usage }
  return (await removeAsOperator({ hotelId, email }, services))
    ? { done: true, says: `${email} no longer works for ${hotelId}. A token in their hands ends within ten minutes.` }
    : { done: false, says: `${email} does not work for ${hotelId}.` }
}
