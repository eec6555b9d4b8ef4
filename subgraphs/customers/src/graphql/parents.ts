import type { StaffRole } from '../database/staff-tables.ts'
import type { StaffMember } from '../database/staff.ts'

/** The parent of a `HotelStaff`. */
export type Staff = { hotelId: string; members: StaffMember[] }
/** The parent of a `StaffRemoved`. */
export type Removed = { hotelId: string; email: string }
/** The parent of a `HotelPost`. */
export type Post = { hotelId: string; role: StaffRole }
