import { moneyResolvers } from '@staygraph/subgraph-kit/money'
import { ofItself } from '@staygraph/subgraph-kit/of-itself'
import { scalars } from '@staygraph/subgraph-kit/scalars'

import type { Context } from '../context.ts'
import { mostPhotoBytes, mostPhotos, photoTypes } from '../domain/photo.ts'
import { cityKey, hotelKey, readKey, roomTypeKey } from '../domain/shelf.ts'
import { combineRooms } from '../use-cases/combine-rooms.ts'
import { findCities } from '../use-cases/find-cities.ts'
import { followAvailability } from '../use-cases/follow-availability.ts'
import { furtherOffers } from '../use-cases/further-offers.ts'
import {
  addPhoto,
  readPhotos,
  rearrangePhotos,
  redescribePhoto,
  requestUpload,
  takeAwayPhoto,
} from '../use-cases/hotel-photos.ts'
import { readRates, setRates } from '../use-cases/hotel-rates.ts'
import { listOffers, listSoldOut } from '../use-cases/list-offers.ts'
import { priceCalendar } from '../use-cases/price-calendar.ts'
import { readHotel } from '../use-cases/read-hotel.ts'
import { readOffer, signOffer, usualCheckIn, usualCheckOut } from '../use-cases/read-offer.ts'
import { searchHotels } from '../use-cases/search-hotels.ts'
import { similarHotels } from '../use-cases/similar-hotels.ts'
import { airportRadiusKm, cityOfAirport, readAirport, suggest } from '../use-cases/suggest.ts'
import { mayRead } from './may-read.ts'
import { offerResolvers } from './offer-resolvers.ts'
import { illustration, ownPhoto, photosOf } from './photos.ts'
import type { Resolvers } from './types.generated.ts'

const countryNames = new Intl.DisplayNames('en', { type: 'region' })

const cityByKey = (key: string, { loaders }: Context) => {
  const id = readKey('c', key)
  return id === null ? null : loaders.city.load(id)
}

async function knownRoomType(roomTypeId: number, loaders: Context['loaders']) {
  const room = await loaders.roomType.load(roomTypeId)
  if (!room) throw new Error(`r${roomTypeId} has nights and is no room type`)
  return room
}

export const resolvers: Resolvers = {
  ...scalars,
  ...moneyResolvers,
  ...offerResolvers,
  Query: {
    cities: (_, { search, first }, context) => (mayRead(context), findCities(search, first ?? 8, context)),
    suggestions: (_, { search, first, near, country }, context) => (
      mayRead(context),
      suggest({ search, first: first ?? 8, near: near ?? null, country: country ?? null }, context)
    ),
    city: (_, { id }, context) => (mayRead(context), cityByKey(id, context)),
    airport: (_, { id }, context) => (mayRead(context), readAirport(id, context)),
    hotel: (_, { id }, context) => (mayRead(context), readHotel(id, context)),
    searchHotels: (_, { where, sort, first, after, partnersWithinMs }, context) => (
      mayRead(context),
      searchHotels(
        {
          where,
          sort: sort ?? 'RECOMMENDED',
          first: first ?? 20,
          after: after ?? null,
          partnersWithinMs: partnersWithinMs ?? null,
        },
        context,
      )
    ),
    priceCalendar: (_, args, context) => (mayRead(context), priceCalendar(args, context)),
    hotelRates: (_, args, context) => readRates(args, context),
    hotelPhotos: (_, args, context) => readPhotos(args, context),
  },
  Mutation: {
    setRates: (_, { input }, context) => setRates(input, context),
    requestPhotoUpload: (_, { input }, context) => requestUpload(input, context),
    addHotelPhoto: (_, { input }, context) => addPhoto(input, context),
    describeHotelPhoto: (_, { input }, context) => redescribePhoto(input, context),
    arrangeHotelPhotos: (_, { input }, context) => rearrangePhotos(input, context),
    removeHotelPhoto: (_, { input }, context) => takeAwayPhoto(input, context),
  },
  Subscription: {
    availabilityChanged: {
      subscribe: (_, { hotelId, stay, after }, context) => (
        mayRead(context),
        followAvailability(hotelId, stay, after ?? undefined, context)
      ),
    },
  },
  NightLeft: { roomType: ({ roomTypeId }, _, { loaders }) => knownRoomType(roomTypeId, loaders) },
  HotelPhotos: {
    hotelId: ({ hotelId }) => hotelKey(hotelId),
    photos: ({ photos }) => photos.map(ownPhoto),
    most: () => mostPhotos,
    mostBytes: () => mostPhotoBytes,
    contentTypes: () => [...photoTypes],
  },
  HotelRates: { roomType: ({ roomTypeId }, _, { loaders }) => knownRoomType(roomTypeId, loaders) },
  NightlyRate: {
    standard: ({ standard, currency }) => ({ amount: standard, currency }),
    price: ({ price, currency }) => ({ amount: price, currency }),
  },
  City: {
    __resolveReference: ({ id }, context) => (mayRead(context), cityByKey(id, context)),
    id: ofItself(({ id }) => cityKey(id)),
    countryName: ofItself(({ country }) => countryNames.of(country) ?? country),
    coordinates: ofItself(({ latitude, longitude }) => ({ latitude, longitude })),
    picture: ofItself(({ id, name }) => illustration(cityKey(id), 'place', `A view of ${name}`)),
  },
  SuggestedPlace: { __resolveType: ({ kind }) => kind },
  Airport: {
    id: ({ code }) => `a${code}`,
    city: (airport, _, context) => cityOfAirport(airport, context),
    countryName: ({ country }) => countryNames.of(country) ?? country,
    coordinates: ({ latitude, longitude }) => ({ latitude, longitude }),
    searchRadiusKm: () => airportRadiusKm,
  },
  Hotel: {
    __resolveReference: ({ id }, context) => (mayRead(context), readHotel(id, context)),
    address: ofItself(({ addressLine, addressCity, addressRegion, postalCode, country }) => ({
      line: addressLine,
      city: addressCity,
      region: addressRegion,
      postalCode,
      country,
    })),
    city: ({ cityId }, _, { loaders }) => (cityId === null ? null : loaders.city.load(cityId)),
    coordinates: ofItself(({ latitude, longitude }) => ({ latitude, longitude })),
    photos: ofItself(photosOf),
    guestRating: ofItself(({ rating, ratingCount }) =>
      rating === null ? null : { score: rating / 10, count: ratingCount },
    ),
    checkInFrom: ofItself(({ checkInFrom }) => checkInFrom ?? usualCheckIn),
    checkOutUntil: ofItself(({ checkOutUntil }) => checkOutUntil ?? usualCheckOut),
    roomTypes: ({ id }, _, { loaders }) => {
      const hotelId = readKey('h', id)
      return hotelId === null ? [] : loaders.roomTypesOf.load(hotelId)
    },
    offers: (hotel, args, context) => listOffers(hotel, args, context),
    furtherOffers: (hotel, args, context) => furtherOffers(hotel, args, context),
    soldOut: (hotel, args, context) => listSoldOut(hotel, args, context),
    offer: (hotel, args, context) => combineRooms(hotel, args, context),
    similar: (hotel, args, context) => similarHotels(hotel, args, context),
  },
  RoomType: {
    __resolveReference: ({ id }, context) => {
      mayRead(context)
      const roomTypeId = readKey('r', id)
      return roomTypeId === null ? null : context.loaders.roomType.load(roomTypeId)
    },
    id: ofItself(({ id }) => roomTypeKey(id)),
    photo: ofItself(({ id, name }) => illustration(roomTypeKey(id), 'room', name)),
  },
  Offer: {
    ...offerResolvers.Offer,
    __resolveReference: ({ id }, context) => (mayRead(context), readOffer(id, context)),
    id: (offer, _, context) => signOffer(offer, context),
  },
}
