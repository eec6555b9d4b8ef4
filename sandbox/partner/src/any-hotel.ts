import { bankHotelById } from './bedbank/bank-catalogue.ts'
import { hotelById, type SuppliedHotel } from './catalogue.ts'

/** A hotel of either company by its id: what both keep their books with. */
export const anyHotel = (id: string): SuppliedHotel | undefined => hotelById(id) ?? bankHotelById(id)
