import type { SuppliedHotel } from './catalogue.ts'
import { facilityName } from './facilities.ts'

/** A hotel in a list (`GET /data/hotels`). */
export const hotelLine = (hotel: SuppliedHotel) => ({
  id: hotel.id,
  name: hotel.name,
  hotelDescription: description(hotel),
  hotelTypeId: 204,
  chainId: 0,
  chain: 'Not Available',
  currency: hotel.currency,
  country: hotel.place.country,
  city: hotel.place.name,
  latitude: hotel.latitude,
  longitude: hotel.longitude,
  address: hotel.address,
  zip: hotel.zip,
  phone: hotel.phone,
  // No photographs are invented: as with many a real hotel, these are empty.
  main_photo: '',
  thumbnail: '',
  stars: hotel.stars,
  rating: hotel.rating,
  reviewCount: hotel.reviewCount,
  facilityIds: hotel.facilityIds,
})

/** A hotel in full (`GET /data/hotel`). */
export const hotelPage = (hotel: SuppliedHotel) => ({
  id: hotel.id,
  name: hotel.name,
  hotelDescription: description(hotel),
  hotelImportantInformation: 'A document with a photograph is asked for on arrival.',
  checkinCheckoutTimes: { checkin: hotel.checkin, checkin_start: hotel.checkin, checkout: hotel.checkout },
  hotelImages: [],
  main_photo: '',
  thumbnail: '',
  country: hotel.place.country.toLowerCase(),
  city: hotel.place.name,
  starRating: hotel.stars,
  location: { latitude: hotel.latitude, longitude: hotel.longitude },
  address: hotel.address,
  zip: hotel.zip,
  phone: hotel.phone,
  hotelFacilities: hotel.facilityIds.map(facilityName),
  facilities: hotel.facilityIds.map((id) => ({ facilityId: id, name: facilityName(id) })),
  rating: hotel.rating,
  reviewCount: hotel.reviewCount,
  rooms: hotel.rooms.map((room) => ({
    id: room.id,
    roomName: room.name,
    description: room.description,
    roomSizeSquare: room.squareMetres,
    roomSizeUnit: 'm2',
    hotelId: hotel.id,
    maxAdults: room.maxAdults,
    maxChildren: room.maxChildren,
    maxOccupancy: room.maxOccupancy,
    bedTypes: room.beds,
    roomAmenities: [],
    photos: [],
  })),
})

const description = (hotel: SuppliedHotel) =>
  `<p>${hotel.name} has ${hotel.rooms.length} kinds of rooms at ${hotel.address}, ${hotel.place.name}.</p>` +
  `<p>Guests rate it ${hotel.rating} of 10.</p>`

/** A hotel beside its rates, when hotel data is asked for. */
export const hotelBeside = ({ id, name, address, rating }: SuppliedHotel) => ({
  id,
  name,
  main_photo: '',
  address,
  rating,
})
