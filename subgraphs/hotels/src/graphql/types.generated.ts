// Made by codegen.ts from schema.graphql: do not edit, run `npm run generate`.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CityRow } from '../database/cities.ts';
import type { AirportRow } from '../database/name-books.ts';
import type { PlaceInHand, Suggested } from '../use-cases/suggest.ts';
import type { HotelRow } from '../database/hotels.ts';
import type { RoomTypeRow } from '../database/room-types.ts';
import type { OfferInHand, RoomOfOffer, TaxOfOffer } from '../use-cases/offer-in-hand.ts';
import type { Money as Sum } from '@staygraph/subgraph-kit/money';
import type { SearchResult } from '../use-cases/search-page.ts';
import type { RatesInHand, RatedNight } from '../use-cases/hotel-rates.ts';
import type { PhotosInHand } from '../use-cases/hotel-photos.ts';
import type { AvailabilityNews } from '../use-cases/follow-availability.ts';
import type { NightLeft as LeftOnNight } from '../database/availability-log.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date, RFC 3339 full-date: 2027-06-12. Never a time, never a zone. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339 with its offset: 2027-06-12T10:00:00Z. */
  DateTime: { input: string; output: Date | string; }
  /** An ISO 4217 code: EUR, JPY, KWD. */
  CurrencyCode: { input: string; output: string; }
  /** A whole number of a currency's smallest unit (cents, yen, fils), up to 2^53-1: GraphQL's Int ends at 21 million rupiah. */
  MinorUnits: { input: number; output: number; }
};

/** For whom something may be kept. */
export type Caching__Scope =
  /** For everybody. */
  | 'PUBLIC'
  /** For whoever asked, as long as they are signed in. */
  | 'PRIVATE';

export type Query = {
  __typename?: 'Query';
  /** Places whose name, in any language and without its accents, starts with or resembles `search`; the most populous first. At most 20. */
  cities: Array<City>;
  /** What somebody may mean by what they have typed so far, the likeliest first: cities by any of their names, in any script and without accents; airports by name, code or city; from three letters on hotels by the beginning or a word of their name, our own and partners' that searches have seen. A slip is forgiven, also two in a long name of a place. Behind a name may follow where it lies: `paris texas`. Of eight up to three are hotels, more where there are too few places. At most 20. */
  suggestions: Array<Suggestion>;
  /** A city by its id. */
  city?: Maybe<City>;
  /** An airport by its id. */
  airport?: Maybe<Airport>;
  /** A hotel by its id: our own or a partner's. */
  hotel?: Maybe<Hotel>;
  /** Only hotels that can be booked for that stay and those guests, with the total they will really pay. Exactly one of `cityId`, `near` and `within` says where. */
  searchHotels: HotelSearchConnection;
  /** What a stay costs at least, for each day of a month on which it may begin. Exactly one of `hotelId` and `cityId` says where: one hotel of ours, or a city with those within its reach. Partners tell a price for one stay at a time, so their hotels are not in it: a search of a city may find a lower total there, and for a hotel of theirs the calendar is null, as it is where there is no such hotel. */
  priceCalendar?: Maybe<PriceCalendar>;
  /** What the nights of a room type cost, for the hotel's own staff. `[from, to)`, dates of the hotel's calendar, today or later, at most two years ahead. */
  hotelRates: HotelRatesResult;
  /** The photographs that a hotel's own people added, for them, as they are now; guests see them as `Hotel.photos`. */
  hotelPhotos: HotelPhotosResult;
};


export type QueryCitiesArgs = {
  search: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySuggestionsArgs = {
  search: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  near?: InputMaybe<CoordinatesInput>;
  country?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCityArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAirportArgs = {
  id: Scalars['ID']['input'];
};


export type QueryHotelArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySearchHotelsArgs = {
  where: HotelSearchInput;
  sort?: InputMaybe<HotelSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  partnersWithinMs?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPriceCalendarArgs = {
  hotelId?: InputMaybe<Scalars['ID']['input']>;
  cityId?: InputMaybe<Scalars['ID']['input']>;
  month: Scalars['String']['input'];
  nights?: Scalars['Int']['input'];
  rooms: Array<RoomGuestsInput>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};


export type QueryHotelRatesArgs = {
  roomTypeId: Scalars['ID']['input'];
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};


export type QueryHotelPhotosArgs = {
  hotelId: Scalars['ID']['input'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /** What is left of a hotel's rooms on the nights of a stay (at most 30): the first event, at once, tells every night, each later one those that changed since, by the newest figure only. `after`: the `cursor` of the last event that was seen; nothing that changed since is missed. One older than an hour may be known no more (`CURSOR_TOO_OLD`): then begin without. Not of a partner's hotel (`NOT_FOUND`), whose rooms nobody tells us of. */
  availabilityChanged: AvailabilityChange;
};


export type SubscriptionAvailabilityChangedArgs = {
  hotelId: Scalars['ID']['input'];
  stay: StayInput;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Sets what nights of a room type cost, by the hotel's own staff. Searches show it within a second; an offer that is in somebody's hands keeps its price until it ends. The last word counts; said again, it changes nothing. */
  setRates: HotelRatesResult;
  /** Says where a photograph of a hotel may be uploaded, by the hotel's own staff. The file does not come through the graph: it is sent by PUT to the address, as it was promised here, once. Then `addHotelPhoto`. The same file asked for again, with its `sha256`, is the same upload. */
  requestPhotoUpload: PhotoUploadResult;
  /** Makes a photograph of what was uploaded: it is looked at as it lies in the store, and written anew without what a camera adds (place, time). Guests see it within a minute, behind the others. Said again, it changes nothing. */
  addHotelPhoto: HotelPhotosResult;
  /** Says anew what a photograph shows. */
  describeHotelPhoto: HotelPhotosResult;
  /** Sets the order of all photographs of a hotel. The first one stands for the hotel in searches. */
  arrangeHotelPhotos: HotelPhotosResult;
  /** Takes a photograph away. Guests see it for a day at most, where their browser kept it. Said again, it changes nothing. */
  removeHotelPhoto: HotelPhotosResult;
};


export type MutationSetRatesArgs = {
  input: SetRatesInput;
};


export type MutationRequestPhotoUploadArgs = {
  input: RequestPhotoUploadInput;
};


export type MutationAddHotelPhotoArgs = {
  input: AddHotelPhotoInput;
};


export type MutationDescribeHotelPhotoArgs = {
  input: DescribeHotelPhotoInput;
};


export type MutationArrangeHotelPhotosArgs = {
  input: ArrangeHotelPhotosInput;
};


export type MutationRemoveHotelPhotoArgs = {
  input: RemoveHotelPhotoInput;
};

export type RequestPhotoUploadInput = {
  hotelId: Scalars['ID']['input'];
  /** image/jpeg, image/png or image/webp. */
  contentType: Scalars['String']['input'];
  /** How long the file is, at most 12,000,000. */
  bytes: Scalars['Int']['input'];
  /** The SHA-256 of the file, 64 hexadecimal digits. With it, the store takes no other file of that length. */
  sha256?: InputMaybe<Scalars['String']['input']>;
};

export type AddHotelPhotoInput = {
  /** `PhotoUpload.id`. */
  uploadId: Scalars['ID']['input'];
  /** What it shows, for those who do not see it: 1 to 200 characters. */
  alt: Scalars['String']['input'];
};

export type DescribeHotelPhotoInput = {
  hotelId: Scalars['ID']['input'];
  photoId: Scalars['ID']['input'];
  /** What it shows, for those who do not see it: 1 to 200 characters. */
  alt: Scalars['String']['input'];
};

export type ArrangeHotelPhotosInput = {
  hotelId: Scalars['ID']['input'];
  /** Each of the hotel's photographs, once. */
  photoIds: Array<Scalars['ID']['input']>;
};

export type RemoveHotelPhotoInput = {
  hotelId: Scalars['ID']['input'];
  photoId: Scalars['ID']['input'];
};

export type PhotoUploadResult = PhotoUpload | NotHotelStaff | PhotoTypeNotTaken | PhotoTooLarge | TooManyPhotos | PhotosNotTaken;

export type HotelPhotosResult = HotelPhotos | NotHotelStaff | PhotoNotDescribed | PhotoNotUploaded | PhotoUnusable | PhotosChanged | PhotosNotTaken;

/** Where one file may be sent, by whoever has the address. */
export type PhotoUpload = {
  __typename?: 'PhotoUpload';
  id: Scalars['ID']['output'];
  /** The address, absolute. It holds what the file must be, signed: another type, length, sum or key is refused by the store. */
  url: Scalars['String']['output'];
  /** How to send it: PUT. */
  method: Scalars['String']['output'];
  /** Headers that must be sent as they are here. The length is told by whatever sends the file. */
  headers: Array<UploadHeader>;
  /** From then on the store refuses it. */
  expiresAt: Scalars['DateTime']['output'];
};

export type UploadHeader = {
  __typename?: 'UploadHeader';
  name: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

/** Photographs that a hotel's own people added, and what may be added. */
export type HotelPhotos = {
  __typename?: 'HotelPhotos';
  hotelId: Scalars['ID']['output'];
  /** In their order. */
  photos: Array<Photo>;
  /** So many at most. */
  most: Scalars['Int']['output'];
  /** The longest file. */
  mostBytes: Scalars['Int']['output'];
  /** The types that are taken. */
  contentTypes: Array<Scalars['String']['output']>;
};

/** No such file is taken as a photograph. */
export type PhotoTypeNotTaken = Refusal & {
  __typename?: 'PhotoTypeNotTaken';
  message: Scalars['String']['output'];
  contentTypes: Array<Scalars['String']['output']>;
};

/** The file is too long, or empty. */
export type PhotoTooLarge = Refusal & {
  __typename?: 'PhotoTooLarge';
  message: Scalars['String']['output'];
  mostBytes: Scalars['Int']['output'];
};

/** The hotel has as many photographs as it may, with those that are being uploaded. */
export type TooManyPhotos = Refusal & {
  __typename?: 'TooManyPhotos';
  message: Scalars['String']['output'];
  most: Scalars['Int']['output'];
};

/** What it shows is not said, or in too many words. */
export type PhotoNotDescribed = Refusal & {
  __typename?: 'PhotoNotDescribed';
  message: Scalars['String']['output'];
};

/** There is no such upload any more, or its file has not arrived. */
export type PhotoNotUploaded = Refusal & {
  __typename?: 'PhotoNotUploaded';
  message: Scalars['String']['output'];
};

/** The file arrived, and no photograph can be made of it. It is forgotten: begin again with another file. */
export type PhotoUnusable = Refusal & {
  __typename?: 'PhotoUnusable';
  message: Scalars['String']['output'];
  reason: PhotoUnusableReason;
};

export type PhotoUnusableReason =
  /** It is not a JPEG, PNG or WebP picture, or it is damaged. */
  | 'NOT_A_PICTURE'
  /** It is a picture of another type than was promised. */
  | 'OTHER_TYPE'
  /** Its shorter edge has fewer than 400 pixels. */
  | 'TOO_SMALL'
  /** It has more than 60 million pixels. */
  | 'TOO_MANY_PIXELS'
  /** It is not what was promised: other bytes, or more of them. */
  | 'OTHER_FILE';

/** The hotel's photographs are others by now: look at them again. */
export type PhotosChanged = Refusal & {
  __typename?: 'PhotosChanged';
  message: Scalars['String']['output'];
};

/** Photographs cannot be taken at the moment. Nothing is lost: try again later. */
export type PhotosNotTaken = Refusal & {
  __typename?: 'PhotosNotTaken';
  message: Scalars['String']['output'];
};

export type SetRatesInput = {
  roomTypeId: Scalars['ID']['input'];
  /** The first night. */
  from: Scalars['Date']['input'];
  /** The first night that is not meant any more: half-open, as a stay is. */
  to: Scalars['Date']['input'];
  /** Only the nights that begin on these days. All without it. */
  weekdays?: InputMaybe<Array<Weekday>>;
  rate: RateInput;
};

/** What a night shall cost for two guests, before rate plan and taxes. Exactly one of the three. */
export type RateInput = {
  /** This price, whatever season and weekend say. */
  price?: InputMaybe<RatePriceInput>;
  /** A share of the standard price, in hundredths of a per cent: 12000 is a fifth more. 100 to 100000. */
  ofStandardBps?: InputMaybe<Scalars['Int']['input']>;
  /** True: the standard price again. */
  standard?: InputMaybe<Scalars['Boolean']['input']>;
};

export type RatePriceInput = {
  /** A multiple of the hotel's price step. */
  amount: Scalars['MinorUnits']['input'];
  /** The hotel's own. */
  currency: Scalars['CurrencyCode']['input'];
};

/** A day of the week: of a night, the one on which it begins. */
export type Weekday =
  | 'MONDAY'
  | 'TUESDAY'
  | 'WEDNESDAY'
  | 'THURSDAY'
  | 'FRIDAY'
  | 'SATURDAY'
  | 'SUNDAY';

export type HotelRatesResult = HotelRates | NotHotelStaff | InvalidDates | InvalidRate | WrongCurrency;

/** A reason why something was not done that the person can understand and act on. Anything else is a GraphQL error. */
export type Refusal = {
  /** A plain sentence: the fact, then the remedy. */
  message: Scalars['String']['output'];
};

/** Only the hotel's own staff may do this. The same answer whether or not there is such a hotel. */
export type NotHotelStaff = Refusal & {
  __typename?: 'NotHotelStaff';
  message: Scalars['String']['output'];
};

/** The dates make no sense, are past, or lie too far ahead. */
export type InvalidDates = Refusal & {
  __typename?: 'InvalidDates';
  message: Scalars['String']['output'];
};

/** This cannot be a rate; `field` says which entry, as in the input: rate.price.amount. */
export type InvalidRate = Refusal & {
  __typename?: 'InvalidRate';
  message: Scalars['String']['output'];
  field: Scalars['String']['output'];
};

/** The hotel's prices are in another currency. */
export type WrongCurrency = Refusal & {
  __typename?: 'WrongCurrency';
  message: Scalars['String']['output'];
  /** The hotel's own. */
  currency: Scalars['CurrencyCode']['output'];
};

/** What the nights of a room type cost, in order of date. */
export type HotelRates = {
  __typename?: 'HotelRates';
  roomType: RoomType;
  nights: Array<NightlyRate>;
};

/** A night for two guests, before rate plan and taxes. */
export type NightlyRate = {
  __typename?: 'NightlyRate';
  date: Scalars['Date']['output'];
  /** What the hotel's season and weekend make of it. */
  standard: Money;
  /** What counts. */
  price: Money;
  /** Null: nothing was decided, the standard price counts. */
  decided?: Maybe<DecidedRate>;
};

/** What the hotel's own people decided for a night. */
export type DecidedRate = {
  __typename?: 'DecidedRate';
  /** The share of the standard price, in hundredths of a per cent. Null: a price was set. */
  ofStandardBps?: Maybe<Scalars['Int']['output']>;
  at: Scalars['DateTime']['output'];
};

/** Where, when, for whom, and what the guest will not do without. */
export type HotelSearchInput = {
  /** A city's id: its hotels and those within its reach. */
  cityId?: InputMaybe<Scalars['ID']['input']>;
  /** A point and a radius around it. */
  near?: InputMaybe<NearInput>;
  /** A rectangle of the map. */
  within?: InputMaybe<BoundsInput>;
  /** The nights wanted. Exactly one of this and `anyWeekendOf` says when. */
  stay?: InputMaybe<StayInput>;
  /** Stays of the same length will do as well that begin up to so many days earlier or later, 0 to 7. Each hotel is then found with the cheapest of these stays that fits the filters, of equal ones the nearest to `stay`; its offer tells the dates and is signed for exactly these. All is filtered, counted and ordered by that. Partners tell a price for one stay at a time: theirs are for `stay` itself. */
  flexibleDays?: InputMaybe<Scalars['Int']['input']>;
  /** Any weekend of a month will do. Each hotel is then found with the cheapest of them that fits the filters, of equal ones the earliest; its offer tells the dates and is signed for exactly these. All is filtered, counted and ordered by that. Partners are asked for each of these weekends. */
  anyWeekendOf?: InputMaybe<WeekendInput>;
  /** One entry a room. At most 8. */
  rooms: Array<RoomGuestsInput>;
  /** The currency to compare and show totals in. Without it, each hotel's own. The charge is always in the offer's currency. */
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  /** Only hotels of these star classes, 1 to 5. */
  stars?: InputMaybe<Array<Scalars['Int']['input']>>;
  /** Only hotels that have all of these. */
  amenities?: InputMaybe<Array<Amenity>>;
  /** Only offers with one of these boards. */
  boards?: InputMaybe<Array<Board>>;
  /** Only hotels whose cheapest total that fits the other filters is at least this, taxes included, in `currency` (in the hotel's own currency when none is asked): a dearer room does not bring a cheaper hotel back. */
  priceFrom?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Only hotels whose cheapest total that fits the other filters is at most this, taxes included, in `currency` (in the hotel's own currency when none is asked). */
  priceTo?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Only hotels that guests rated so or better: 0 to 10, counted in tenths. Those nobody has rated yet are left out by any but 0. */
  guestRatingFrom?: InputMaybe<Scalars['Float']['input']>;
  /** Only offers that can be cancelled without a fee today. */
  freeCancellation?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only hotels whose name contains this, accents and case ignored. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** A point of the globe (WGS 84 degrees) and a radius in kilometres (at most 100). */
export type NearInput = {
  latitude: Scalars['Float']['input'];
  longitude: Scalars['Float']['input'];
  radiusKm?: Scalars['Float']['input'];
};

/** A rectangle of the map in WGS 84 degrees. West may be greater than east: it then crosses the antimeridian. */
export type BoundsInput = {
  south: Scalars['Float']['input'];
  west: Scalars['Float']['input'];
  north: Scalars['Float']['input'];
  east: Scalars['Float']['input'];
};

/** Half-open: the night of check-out is not slept. 1 to 30 nights, at most 365 days ahead, dates of the hotel's own calendar. */
export type StayInput = {
  checkIn: Scalars['Date']['input'];
  checkOut: Scalars['Date']['input'];
};

/** Any weekend of a month: those whose Saturday lies in it and that are still to come, at most a year ahead. */
export type WeekendInput = {
  /** 2027-03. */
  month: Scalars['String']['input'];
  /** One night is that of Saturday, two are Friday's and Saturday's, three end on Monday. */
  nights?: Scalars['Int']['input'];
};

/** The guests of one room. A child's age is that of the day of arrival, 0 to 17. */
export type RoomGuestsInput = {
  adults: Scalars['Int']['input'];
  childAges?: InputMaybe<Array<Scalars['Int']['input']>>;
};

/** One room of a chosen kind, and its guests. */
export type RoomChoiceInput = {
  roomTypeId: Scalars['ID']['input'];
  adults: Scalars['Int']['input'];
  /** Ages on the day of arrival, 0 to 17. */
  childAges?: InputMaybe<Array<Scalars['Int']['input']>>;
};

export type HotelSort =
  /** Guest rating, then distance from the centre. Nobody pays to be higher. */
  | 'RECOMMENDED'
  /** The lowest total first, taxes included. */
  | 'PRICE'
  /** The nearest to the centre (or the point asked for) first. */
  | 'DISTANCE'
  /** The most stars first. */
  | 'STARS'
  /** The best guest rating first. */
  | 'GUEST_RATING';

/** What a hotel has. */
export type Amenity =
  | 'WIFI'
  | 'PARKING'
  | 'POOL'
  | 'SPA'
  | 'GYM'
  | 'RESTAURANT'
  | 'BAR'
  | 'AIR_CONDITIONING'
  | 'PET_FRIENDLY'
  | 'AIRPORT_SHUTTLE'
  | 'ACCESSIBLE'
  | 'FAMILY_ROOMS'
  | 'EV_CHARGING'
  | 'KITCHEN'
  | 'LAUNDRY'
  | 'BEACH_ACCESS';

/** The meals that are within the price. */
export type Board =
  | 'ROOM_ONLY'
  | 'BREAKFAST'
  | 'HALF_BOARD'
  | 'FULL_BOARD'
  | 'ALL_INCLUSIVE';

export type HotelSearchConnection = {
  __typename?: 'HotelSearchConnection';
  /** The page asked for, in the order asked for. */
  edges: Array<HotelSearchEdge>;
  pageInfo: PageInfo;
  /** Exactly how many hotels can be booked and match, over all pages. One that several partners sell counts once. */
  totalCount: Scalars['Int']['output'];
  /** How many of them have what: each count ignores its own filter. */
  facets: HotelFacets;
  /** Which partners were asked within this search, and whether they answered. */
  partners: Array<PartnerAnswer>;
};

export type HotelSearchEdge = {
  __typename?: 'HotelSearchEdge';
  /** Give it as `after` to go on from here. */
  cursor: Scalars['String']['output'];
  node: HotelSearchResult;
};

/** Rooms of a hotel were taken, freed, or put on or off sale. */
export type AvailabilityChange = {
  __typename?: 'AvailabilityChange';
  hotel: Hotel;
  /** By room type, then by night. */
  nights: Array<NightLeft>;
  /** Where to go on after this event: `after` of the next subscription. To be kept as it is. */
  cursor: Scalars['String']['output'];
};

/** What is left of a kind of room on one night. */
export type NightLeft = {
  __typename?: 'NightLeft';
  roomType: RoomType;
  night: Scalars['Date']['output'];
  /** Rooms that can still be booked. */
  left: Scalars['Int']['output'];
};

/** A hotel that can be booked for the stay asked for. */
export type HotelSearchResult = {
  __typename?: 'HotelSearchResult';
  hotel: Hotel;
  /** Its cheapest offer that fits the guests and the filters. */
  offer: Offer;
  /** The same house at others, where several sell it, partners or we ourselves: the cheapest offer of each that fits, none cheaper than `offer`. Each is booked like any offer; its `hotel` is the house as that seller knows it. */
  furtherOffers: Array<Offer>;
  /** Kilometres from the city's centre, from the point asked for, or from the hotel that it is similar to. */
  distanceKm: Scalars['Float']['output'];
};

export type PageInfo = {
  __typename?: 'PageInfo';
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
  endCursor?: Maybe<Scalars['String']['output']>;
};

export type HotelFacets = {
  __typename?: 'HotelFacets';
  stars: Array<StarsFacet>;
  amenities: Array<AmenityFacet>;
  boards: Array<BoardFacet>;
  /** Of the guest ratings 9, 8, 7 and 6: how many hotels are rated so or better. */
  guestRatings: Array<GuestRatingFacet>;
  /** Hotels with an offer that can be cancelled without a fee today. */
  freeCancellation: Scalars['Int']['output'];
  /** The lowest and the highest cheapest total of all matches. Null when there is none. */
  price?: Maybe<PriceFacet>;
};

export type StarsFacet = {
  __typename?: 'StarsFacet';
  stars: Scalars['Int']['output'];
  count: Scalars['Int']['output'];
};

export type AmenityFacet = {
  __typename?: 'AmenityFacet';
  amenity: Amenity;
  count: Scalars['Int']['output'];
};

export type BoardFacet = {
  __typename?: 'BoardFacet';
  board: Board;
  count: Scalars['Int']['output'];
};

export type GuestRatingFacet = {
  __typename?: 'GuestRatingFacet';
  /** Rated so or better; as `guestRatingFrom` takes it. */
  from: Scalars['Float']['output'];
  count: Scalars['Int']['output'];
};

export type PriceFacet = {
  __typename?: 'PriceFacet';
  lowest: Money;
  highest: Money;
};

/** What a partner answered within the search's time. */
export type PartnerAnswer = {
  __typename?: 'PartnerAnswer';
  /** The partner's name as guests may read it. */
  name: Scalars['String']['output'];
  status: PartnerStatus;
  /** How many of its hotels are in this result, also where another partner sells the same house cheaper. */
  hotelCount: Scalars['Int']['output'];
  /** How many hotels of its answer are missing from this result because what it wrote of them could not be read, or not be sold as it is written. */
  leftOut: Scalars['Int']['output'];
  /** How many seconds ago it was asked: an answer of a moment ago is given again, while it is asked anew for the next search. 0: asked for this search. A booking looks at the price again before anything is paid. */
  ageSeconds: Scalars['Int']['output'];
};

export type PartnerStatus =
  /** All it has for this question is in the result. */
  | 'COMPLETE'
  /** Some of its answer was unusable, or cut off. */
  | 'PARTIAL'
  /** It is still being asked, for longer than `partnersWithinMs`: what it answers is there when the same is asked again a moment later. */
  | 'PENDING'
  /** It did not answer in time: it may do so if asked again. */
  | 'TIMEOUT'
  /** It cannot be reached, or was silent so often that it is left alone for some seconds. */
  | 'DOWN'
  /** What it answered is not what it promised to answer: nothing of it could be used. */
  | 'INVALID_ANSWER'
  /** It was not asked, or did not answer, because more was asked of it than it agreed to. */
  | 'RATE_LIMITED'
  /** It is well, and does not answer this question. */
  | 'REFUSED';

/** What a stay of some nights costs at least, by the day on which it begins. */
export type PriceCalendar = {
  __typename?: 'PriceCalendar';
  /** As asked for: 2027-06. */
  month: Scalars['String']['output'];
  nights: Scalars['Int']['output'];
  /** Every day of the month, in order. */
  days: Array<PriceCalendarDay>;
};

/** A day of arrival. */
export type PriceCalendarDay = {
  __typename?: 'PriceCalendarDay';
  checkIn: Scalars['Date']['output'];
  /** The cheapest total that can be booked now for that stay and those guests, taxes included, in the currency it is charged in. Null: nothing can be booked, because all is sold out or not sold so, or the day is past or more than 365 days ahead. */
  total?: Maybe<Money>;
  /** `total` in the currency asked for, at the day's rate; equal to `total` when none was asked, or no rate is known. */
  shownTotal?: Maybe<Money>;
};

/** A populated place. Data: GeoNames, CC BY 4.0. */
export type City = {
  __typename?: 'City';
  id: Scalars['ID']['output'];
  /** Its name in English, or in Latin letters. */
  name: Scalars['String']['output'];
  /** Its name as written by the people who live there, when it differs. */
  localName?: Maybe<Scalars['String']['output']>;
  /** The first-level region (state, province, prefecture), when known. */
  region?: Maybe<Scalars['String']['output']>;
  /** ISO 3166-1 alpha-2: PT. */
  country: Scalars['String']['output'];
  /** The country's name in English. */
  countryName: Scalars['String']['output'];
  coordinates: Coordinates;
  /** IANA name: Europe/Lisbon. */
  timeZone: Scalars['String']['output'];
  /** Inhabitants, as GeoNames counts them. 0 when unknown. */
  population: Scalars['Int']['output'];
  /** How many of our own hotels stand there. */
  hotelCount: Scalars['Int']['output'];
  /** A picture of the place, illustrated by us. */
  picture: Photo;
};

/** What may have been meant. */
export type Suggestion = {
  __typename?: 'Suggestion';
  /** The name that was found, as it is written in its own language: München for `munc`, Munich for `muni`. Of a hotel or an airport, its name. */
  matchedName: Scalars['String']['output'];
  /** What bears that name. */
  place: SuggestedPlace;
};

export type SuggestedPlace = City | Airport | Hotel;

/** An airport with scheduled flights. Data: airport-data-js and Open Travel Data, both CC BY 4.0. */
export type Airport = {
  __typename?: 'Airport';
  id: Scalars['ID']['output'];
  /** IATA's three letters: LIS. */
  code: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** The city that it serves. */
  city: City;
  /** ISO 3166-1 alpha-2. */
  country: Scalars['String']['output'];
  /** The country's name in English. */
  countryName: Scalars['String']['output'];
  coordinates: Coordinates;
  /** IANA name: Europe/Lisbon. */
  timeZone: Scalars['String']['output'];
  /** How far from it hotels may be that are still at the airport, in kilometres: the radius for `searchHotels(where: { near: ... })`. */
  searchRadiusKm: Scalars['Float']['output'];
};

/** A point of the globe, WGS 84 degrees. */
export type CoordinatesInput = {
  latitude: Scalars['Float']['input'];
  longitude: Scalars['Float']['input'];
};

/** WGS 84 degrees. */
export type Coordinates = {
  __typename?: 'Coordinates';
  latitude: Scalars['Float']['output'];
  longitude: Scalars['Float']['output'];
};

export type Address = {
  __typename?: 'Address';
  /** Street and number, as written locally. */
  line: Scalars['String']['output'];
  city: Scalars['String']['output'];
  region?: Maybe<Scalars['String']['output']>;
  postalCode?: Maybe<Scalars['String']['output']>;
  /** ISO 3166-1 alpha-2. */
  country: Scalars['String']['output'];
};

export type HotelSource =
  /** In our own catalogue, sold from our own allotments. */
  | 'OWN'
  /** Sold through a partner. */
  | 'PARTNER';

export type Hotel = {
  __typename?: 'Hotel';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** 1 to 5. Null when the hotel has no class. */
  stars?: Maybe<Scalars['Int']['output']>;
  description: Scalars['String']['output'];
  address: Address;
  /** Null for a partner's hotel whose place we do not know. */
  city?: Maybe<City>;
  coordinates: Coordinates;
  /** IANA name. Check-in, check-out and cancellation times are told in it. */
  timeZone: Scalars['String']['output'];
  amenities: Array<Amenity>;
  /** The first is the facade. Illustrations of ours are said to be so. */
  photos: Array<Photo>;
  /** Null before the first review. */
  guestRating?: Maybe<GuestRating>;
  source: HotelSource;
  /** The partner through whom it is sold; null for our own. */
  partner?: Maybe<Scalars['String']['output']>;
  /** From which local time of day guests may come, HH:MM. */
  checkInFrom: Scalars['String']['output'];
  /** Until which local time of day guests must leave, HH:MM. */
  checkOutUntil: Scalars['String']['output'];
  /** The kinds of room it has. Empty for a partner's hotel, which tells them only with its offers. */
  roomTypes: Array<RoomType>;
  /** What can be booked for that stay and those guests, the cheapest first. Each offer is for all the rooms asked for: of one kind, or of several kinds where those are cheaper together or the only way. */
  offers: Array<Offer>;
  /** The same house at others who sell it, partners or we ourselves: the cheapest offer of each, the cheapest first; its `hotel` is the house as that seller knows it. Partners are asked as a search asks them: who does not answer in time is missing. Of a partner's hotel only while that partner has a room there. */
  furtherOffers: Array<Offer>;
  /** What is sold out for that stay and those guests, with the price it would have; fewer `roomsLeft` than were asked for. For `joinWaitingList`: it cannot be booked. Nothing of a partner's hotel. */
  soldOut: Array<Offer>;
  /** One offer for chosen rooms, also of several kinds: all of them together, under one rate plan; without `ratePlanId` under the cheapest that fits. A partner's hotel cannot be asked for that. */
  offer: HotelOfferResult;
  /** Hotels of our own nearby that can be booked for that stay and are like this one, the most alike first: a kilometre between them, a star of difference and a fifth more or less of the price weigh the same. Within 5 km, or 25 where those are too few; at most 12. Each with its cheapest offer. */
  similar: Array<HotelSearchResult>;
};


export type HotelOffersArgs = {
  stay: StayInput;
  rooms: Array<RoomGuestsInput>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};


export type HotelFurtherOffersArgs = {
  stay: StayInput;
  rooms: Array<RoomGuestsInput>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};


export type HotelSoldOutArgs = {
  stay: StayInput;
  rooms: Array<RoomGuestsInput>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};


export type HotelOfferArgs = {
  stay: StayInput;
  rooms: Array<RoomChoiceInput>;
  ratePlanId?: InputMaybe<Scalars['ID']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};


export type HotelSimilarArgs = {
  stay: StayInput;
  rooms: Array<RoomGuestsInput>;
  first?: InputMaybe<Scalars['Int']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};

/** What came of asking for chosen rooms: an offer, or in a sentence why there is none. */
export type HotelOfferResult = Offer | NotOffered;

/** These rooms cannot be had together. */
export type NotOffered = {
  __typename?: 'NotOffered';
  reason: NotOfferedReason;
  /** A plain sentence: the fact, then the remedy. */
  message: Scalars['String']['output'];
};

export type NotOfferedReason =
  /** One of the rooms is no kind of this hotel's. */
  | 'NO_SUCH_ROOM'
  /** More guests than a room of that kind holds. */
  | 'TOO_MANY_GUESTS'
  /** Not enough rooms of a kind are left on every night. */
  | 'SOLD_OUT'
  /** The rate plan is not the hotel's, or not sold for that stay and those guests. */
  | 'PLAN_NOT_SOLD'
  /** The hotel is a partner's: only its own offers can be booked. */
  | 'PARTNER';

export type Photo = {
  __typename?: 'Photo';
  /** Of a photograph that the hotel's own people added; null of any other picture. */
  id?: Maybe<Scalars['ID']['output']>;
  /** Absolute, or absolute on the site's origin (starting with /). */
  url: Scalars['String']['output'];
  /** The same, small enough for a list; absolute, or absolute on the site's origin. */
  thumbnailUrl: Scalars['String']['output'];
  /** What it shows, for those who do not see it. */
  alt: Scalars['String']['output'];
  /** Whether it is an illustration of ours and not a photograph. */
  illustrated: Scalars['Boolean']['output'];
};

export type GuestRating = {
  __typename?: 'GuestRating';
  /** 0.0 to 10.0. */
  score: Scalars['Float']['output'];
  /** How many guests rated it. */
  count: Scalars['Int']['output'];
};

export type RoomType = {
  __typename?: 'RoomType';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  description: Scalars['String']['output'];
  beds: Array<Bed>;
  /** Square metres. Null when unknown. */
  areaSqm?: Maybe<Scalars['Int']['output']>;
  /** The most adults. */
  maxAdults: Scalars['Int']['output'];
  /** The most guests, children included. */
  maxGuests: Scalars['Int']['output'];
  photo: Photo;
};

export type Bed = {
  __typename?: 'Bed';
  kind: BedKind;
  count: Scalars['Int']['output'];
};

export type BedKind =
  | 'SINGLE'
  | 'DOUBLE'
  | 'QUEEN'
  | 'KING'
  | 'SOFA'
  | 'BUNK';

/** A price that is held: a room type under a rate plan for a stay, signed by us. Until it expires, whoever holds its id can book at this total. It holds the price, not the room. */
export type Offer = {
  __typename?: 'Offer';
  /** The signed token itself. Opaque to clients; a `bookRoom` wants it. */
  id: Scalars['ID']['output'];
  hotel: Hotel;
  /** Null for a partner's offer, whose room is told by `roomName`, and for rooms of several kinds. */
  roomType?: Maybe<RoomType>;
  /** The rooms as they will stand on the receipt: "Double room"; of several kinds "2 × Double room + 1 × Family room". */
  roomName: Scalars['String']['output'];
  /** Each room with its guests and its part of the sums, in the order asked for. */
  rooms: Array<OfferRoom>;
  /** The stay it is for: the day of arrival, and the day of departure, whose night is not slept. */
  checkIn: Scalars['Date']['output'];
  checkOut: Scalars['Date']['output'];
  ratePlan: RatePlan;
  board: Board;
  /** All rooms, all nights, taxes and fees included. What the guest will have paid when they leave. */
  total: Money;
  /** The part of `total` charged at booking: all but what must by law be paid at the desk. */
  payNow: Money;
  /** `total` in the currency asked for, at the dated rate of `exchangeRate`; equal to `total` when none was asked, or no rate is known. */
  shownTotal: Money;
  /** At which rate `shownTotal` was reckoned. Null when it is `total` itself. */
  exchangeRate?: Maybe<ExchangeRate>;
  /** How many rooms this offer is for. */
  roomCount: Scalars['Int']['output'];
  /** One entry a night, all rooms together, taxes not included unless the tax says so. */
  nights: Array<NightPrice>;
  taxes: Array<TaxLine>;
  cancellation: CancellationTerms;
  /** Until when the price holds. */
  expiresAt: Scalars['DateTime']['output'];
  /** How many rooms of this type are left for the whole stay, as a plain fact; of several kinds, of the one that is scarcest. Null where a partner does not tell. */
  roomsLeft?: Maybe<Scalars['Int']['output']>;
};

/** One room of an offer. What each costs and what cancelling it alone costs follow from its part: the parts make exactly the offer's sums. A tax a person is shared by the persons, a tax a night evenly, one of the price by the price. */
export type OfferRoom = {
  __typename?: 'OfferRoom';
  name: Scalars['String']['output'];
  /** Null for a partner's room. */
  roomType?: Maybe<RoomType>;
  adults: Scalars['Int']['output'];
  childAges: Array<Scalars['Int']['output']>;
  /** Its part of the offer's `total`. */
  total: Money;
  /** Its part of the offer's `payNow`. */
  payNow: Money;
};

/** A day's rate between two currencies: only to compare, never charged. */
export type ExchangeRate = {
  __typename?: 'ExchangeRate';
  from: Scalars['CurrencyCode']['output'];
  to: Scalars['CurrencyCode']['output'];
  /** How many units of `to` one unit of `from` buys, six significant digits: "1.158". */
  rate: Scalars['String']['output'];
  /** The day it was published for; of two currencies published on different days, the older one. */
  day: Scalars['Date']['output'];
};

export type RatePlan = {
  __typename?: 'RatePlan';
  /** Null for a partner's. */
  id?: Maybe<Scalars['ID']['output']>;
  name: Scalars['String']['output'];
  refundable: Scalars['Boolean']['output'];
};

export type NightPrice = {
  __typename?: 'NightPrice';
  date: Scalars['Date']['output'];
  price: Money;
};

export type TaxLine = {
  __typename?: 'TaxLine';
  /** City tax, 2 adults x 3 nights x EUR 3.00. */
  name: Scalars['String']['output'];
  amount: Money;
  /** True: it is already within the nights' prices. False: it comes on top of them. */
  included: Scalars['Boolean']['output'];
  /** True: it must be paid at the hotel's desk; it is within `total` but not within `payNow`. */
  payAtHotel: Scalars['Boolean']['output'];
};

export type CancellationTerms = {
  __typename?: 'CancellationTerms';
  /** Cancelling before this instant costs nothing. Null: there is always a fee. */
  freeUntil?: Maybe<Scalars['DateTime']['output']>;
  /** From when, what it costs; in order of time. Before the first tier it costs nothing. */
  tiers: Array<CancellationTier>;
  /** The terms in one plain sentence, times in the hotel's zone. */
  summary: Scalars['String']['output'];
};

export type CancellationTier = {
  __typename?: 'CancellationTier';
  /** Null: from the moment of booking. */
  from?: Maybe<Scalars['DateTime']['output']>;
  fee: Money;
};

/** A sum of money. Never a float. */
export type Money = {
  __typename?: 'Money';
  /** In the currency's smallest unit: EUR 4.95 is 495, JPY 495 is 495, KWD 4.950 is 4950. */
  amount: Scalars['MinorUnits']['output'];
  currency: Scalars['CurrencyCode']['output'];
  /** As people of that locale (BCP 47; English without it) write it: €4.95. */
  formatted: Scalars['String']['output'];
};


/** A sum of money. Never a float. */
export type MoneyFormattedArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  City: City;
  Hotel: Hotel;
  RoomType: RoomType;
  Offer: Offer;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  City:
    ( { __typename: 'City' }
    & GraphQLRecursivePick<FederationTypes['City'], {"id":true}> );
  Hotel:
    ( { __typename: 'Hotel' }
    & GraphQLRecursivePick<FederationTypes['Hotel'], {"id":true}> );
  RoomType:
    ( { __typename: 'RoomType' }
    & GraphQLRecursivePick<FederationTypes['RoomType'], {"id":true}> );
  Offer:
    ( { __typename: 'Offer' }
    & GraphQLRecursivePick<FederationTypes['Offer'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  PhotoUploadResult:
    | ( PhotoUpload & { __typename: 'PhotoUpload' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( PhotoTypeNotTaken & { __typename: 'PhotoTypeNotTaken' } )
    | ( PhotoTooLarge & { __typename: 'PhotoTooLarge' } )
    | ( TooManyPhotos & { __typename: 'TooManyPhotos' } )
    | ( PhotosNotTaken & { __typename: 'PhotosNotTaken' } )
  ;
  HotelPhotosResult:
    | ( PhotosInHand & { __typename: 'HotelPhotos' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( PhotoNotDescribed & { __typename: 'PhotoNotDescribed' } )
    | ( PhotoNotUploaded & { __typename: 'PhotoNotUploaded' } )
    | ( PhotoUnusable & { __typename: 'PhotoUnusable' } )
    | ( PhotosChanged & { __typename: 'PhotosChanged' } )
    | ( PhotosNotTaken & { __typename: 'PhotosNotTaken' } )
  ;
  HotelRatesResult:
    | ( RatesInHand & { __typename: 'HotelRates' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( InvalidDates & { __typename: 'InvalidDates' } )
    | ( InvalidRate & { __typename: 'InvalidRate' } )
    | ( WrongCurrency & { __typename: 'WrongCurrency' } )
  ;
  SuggestedPlace:
    | ( CityRow & { __typename: 'City' } )
    | ( AirportRow & { __typename: 'Airport' } )
    | ( HotelRow & { __typename: 'Hotel' } )
  ;
  HotelOfferResult:
    | ( OfferInHand & { __typename: 'Offer' } )
    | ( NotOffered & { __typename: 'NotOffered' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( PhotoTypeNotTaken & { __typename: 'PhotoTypeNotTaken' } )
    | ( PhotoTooLarge & { __typename: 'PhotoTooLarge' } )
    | ( TooManyPhotos & { __typename: 'TooManyPhotos' } )
    | ( PhotoNotDescribed & { __typename: 'PhotoNotDescribed' } )
    | ( PhotoNotUploaded & { __typename: 'PhotoNotUploaded' } )
    | ( PhotoUnusable & { __typename: 'PhotoUnusable' } )
    | ( PhotosChanged & { __typename: 'PhotosChanged' } )
    | ( PhotosNotTaken & { __typename: 'PhotosNotTaken' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( InvalidDates & { __typename: 'InvalidDates' } )
    | ( InvalidRate & { __typename: 'InvalidRate' } )
    | ( WrongCurrency & { __typename: 'WrongCurrency' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  caching__Scope: Caching__Scope;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  MinorUnits: ResolverTypeWrapper<Scalars['MinorUnits']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RequestPhotoUploadInput: RequestPhotoUploadInput;
  AddHotelPhotoInput: AddHotelPhotoInput;
  DescribeHotelPhotoInput: DescribeHotelPhotoInput;
  ArrangeHotelPhotosInput: ArrangeHotelPhotosInput;
  RemoveHotelPhotoInput: RemoveHotelPhotoInput;
  PhotoUploadResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PhotoUploadResult']>;
  HotelPhotosResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['HotelPhotosResult']>;
  PhotoUpload: ResolverTypeWrapper<PhotoUpload>;
  UploadHeader: ResolverTypeWrapper<UploadHeader>;
  HotelPhotos: ResolverTypeWrapper<PhotosInHand>;
  PhotoTypeNotTaken: ResolverTypeWrapper<PhotoTypeNotTaken>;
  PhotoTooLarge: ResolverTypeWrapper<PhotoTooLarge>;
  TooManyPhotos: ResolverTypeWrapper<TooManyPhotos>;
  PhotoNotDescribed: ResolverTypeWrapper<PhotoNotDescribed>;
  PhotoNotUploaded: ResolverTypeWrapper<PhotoNotUploaded>;
  PhotoUnusable: ResolverTypeWrapper<PhotoUnusable>;
  PhotoUnusableReason: PhotoUnusableReason;
  PhotosChanged: ResolverTypeWrapper<PhotosChanged>;
  PhotosNotTaken: ResolverTypeWrapper<PhotosNotTaken>;
  SetRatesInput: SetRatesInput;
  RateInput: RateInput;
  RatePriceInput: RatePriceInput;
  Weekday: Weekday;
  HotelRatesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['HotelRatesResult']>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  NotHotelStaff: ResolverTypeWrapper<NotHotelStaff>;
  InvalidDates: ResolverTypeWrapper<InvalidDates>;
  InvalidRate: ResolverTypeWrapper<InvalidRate>;
  WrongCurrency: ResolverTypeWrapper<WrongCurrency>;
  HotelRates: ResolverTypeWrapper<RatesInHand>;
  NightlyRate: ResolverTypeWrapper<RatedNight>;
  DecidedRate: ResolverTypeWrapper<DecidedRate>;
  HotelSearchInput: HotelSearchInput;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  NearInput: NearInput;
  BoundsInput: BoundsInput;
  StayInput: StayInput;
  WeekendInput: WeekendInput;
  RoomGuestsInput: RoomGuestsInput;
  RoomChoiceInput: RoomChoiceInput;
  HotelSort: HotelSort;
  Amenity: Amenity;
  Board: Board;
  HotelSearchConnection: ResolverTypeWrapper<Omit<HotelSearchConnection, 'edges' | 'facets'> & { edges: Array<ResolversTypes['HotelSearchEdge']>, facets: ResolversTypes['HotelFacets'] }>;
  HotelSearchEdge: ResolverTypeWrapper<Omit<HotelSearchEdge, 'node'> & { node: ResolversTypes['HotelSearchResult'] }>;
  AvailabilityChange: ResolverTypeWrapper<AvailabilityNews>;
  NightLeft: ResolverTypeWrapper<LeftOnNight>;
  HotelSearchResult: ResolverTypeWrapper<SearchResult>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  HotelFacets: ResolverTypeWrapper<Omit<HotelFacets, 'price'> & { price?: Maybe<ResolversTypes['PriceFacet']> }>;
  StarsFacet: ResolverTypeWrapper<StarsFacet>;
  AmenityFacet: ResolverTypeWrapper<AmenityFacet>;
  BoardFacet: ResolverTypeWrapper<BoardFacet>;
  GuestRatingFacet: ResolverTypeWrapper<GuestRatingFacet>;
  PriceFacet: ResolverTypeWrapper<Omit<PriceFacet, 'lowest' | 'highest'> & { lowest: ResolversTypes['Money'], highest: ResolversTypes['Money'] }>;
  PartnerAnswer: ResolverTypeWrapper<PartnerAnswer>;
  PartnerStatus: PartnerStatus;
  PriceCalendar: ResolverTypeWrapper<Omit<PriceCalendar, 'days'> & { days: Array<ResolversTypes['PriceCalendarDay']> }>;
  PriceCalendarDay: ResolverTypeWrapper<Omit<PriceCalendarDay, 'total' | 'shownTotal'> & { total?: Maybe<ResolversTypes['Money']>, shownTotal?: Maybe<ResolversTypes['Money']> }>;
  City: ResolverTypeWrapper<CityRow>;
  Suggestion: ResolverTypeWrapper<Suggested>;
  SuggestedPlace: ResolverTypeWrapper<PlaceInHand>;
  Airport: ResolverTypeWrapper<AirportRow>;
  CoordinatesInput: CoordinatesInput;
  Coordinates: ResolverTypeWrapper<Coordinates>;
  Address: ResolverTypeWrapper<Address>;
  HotelSource: HotelSource;
  Hotel: ResolverTypeWrapper<HotelRow>;
  HotelOfferResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['HotelOfferResult']>;
  NotOffered: ResolverTypeWrapper<NotOffered>;
  NotOfferedReason: NotOfferedReason;
  Photo: ResolverTypeWrapper<Photo>;
  GuestRating: ResolverTypeWrapper<GuestRating>;
  RoomType: ResolverTypeWrapper<RoomTypeRow>;
  Bed: ResolverTypeWrapper<Bed>;
  BedKind: BedKind;
  Offer: ResolverTypeWrapper<OfferInHand>;
  OfferRoom: ResolverTypeWrapper<RoomOfOffer>;
  ExchangeRate: ResolverTypeWrapper<ExchangeRate>;
  RatePlan: ResolverTypeWrapper<RatePlan>;
  NightPrice: ResolverTypeWrapper<Omit<NightPrice, 'price'> & { price: ResolversTypes['Money'] }>;
  TaxLine: ResolverTypeWrapper<TaxOfOffer>;
  CancellationTerms: ResolverTypeWrapper<Omit<CancellationTerms, 'tiers'> & { tiers: Array<ResolversTypes['CancellationTier']> }>;
  CancellationTier: ResolverTypeWrapper<Omit<CancellationTier, 'fee'> & { fee: ResolversTypes['Money'] }>;
  Money: ResolverTypeWrapper<Sum>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  MinorUnits: Scalars['MinorUnits']['output'];
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Subscription: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  RequestPhotoUploadInput: RequestPhotoUploadInput;
  AddHotelPhotoInput: AddHotelPhotoInput;
  DescribeHotelPhotoInput: DescribeHotelPhotoInput;
  ArrangeHotelPhotosInput: ArrangeHotelPhotosInput;
  RemoveHotelPhotoInput: RemoveHotelPhotoInput;
  PhotoUploadResult: ResolversUnionTypes<ResolversParentTypes>['PhotoUploadResult'];
  HotelPhotosResult: ResolversUnionTypes<ResolversParentTypes>['HotelPhotosResult'];
  PhotoUpload: PhotoUpload;
  UploadHeader: UploadHeader;
  HotelPhotos: PhotosInHand;
  PhotoTypeNotTaken: PhotoTypeNotTaken;
  PhotoTooLarge: PhotoTooLarge;
  TooManyPhotos: TooManyPhotos;
  PhotoNotDescribed: PhotoNotDescribed;
  PhotoNotUploaded: PhotoNotUploaded;
  PhotoUnusable: PhotoUnusable;
  PhotosChanged: PhotosChanged;
  PhotosNotTaken: PhotosNotTaken;
  SetRatesInput: SetRatesInput;
  RateInput: RateInput;
  RatePriceInput: RatePriceInput;
  HotelRatesResult: ResolversUnionTypes<ResolversParentTypes>['HotelRatesResult'];
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  NotHotelStaff: NotHotelStaff;
  InvalidDates: InvalidDates;
  InvalidRate: InvalidRate;
  WrongCurrency: WrongCurrency;
  HotelRates: RatesInHand;
  NightlyRate: RatedNight;
  DecidedRate: DecidedRate;
  HotelSearchInput: HotelSearchInput;
  Float: Scalars['Float']['output'];
  NearInput: NearInput;
  BoundsInput: BoundsInput;
  StayInput: StayInput;
  WeekendInput: WeekendInput;
  RoomGuestsInput: RoomGuestsInput;
  RoomChoiceInput: RoomChoiceInput;
  HotelSearchConnection: Omit<HotelSearchConnection, 'edges' | 'facets'> & { edges: Array<ResolversParentTypes['HotelSearchEdge']>, facets: ResolversParentTypes['HotelFacets'] };
  HotelSearchEdge: Omit<HotelSearchEdge, 'node'> & { node: ResolversParentTypes['HotelSearchResult'] };
  AvailabilityChange: AvailabilityNews;
  NightLeft: LeftOnNight;
  HotelSearchResult: SearchResult;
  PageInfo: PageInfo;
  HotelFacets: Omit<HotelFacets, 'price'> & { price?: Maybe<ResolversParentTypes['PriceFacet']> };
  StarsFacet: StarsFacet;
  AmenityFacet: AmenityFacet;
  BoardFacet: BoardFacet;
  GuestRatingFacet: GuestRatingFacet;
  PriceFacet: Omit<PriceFacet, 'lowest' | 'highest'> & { lowest: ResolversParentTypes['Money'], highest: ResolversParentTypes['Money'] };
  PartnerAnswer: PartnerAnswer;
  PriceCalendar: Omit<PriceCalendar, 'days'> & { days: Array<ResolversParentTypes['PriceCalendarDay']> };
  PriceCalendarDay: Omit<PriceCalendarDay, 'total' | 'shownTotal'> & { total?: Maybe<ResolversParentTypes['Money']>, shownTotal?: Maybe<ResolversParentTypes['Money']> };
  City: CityRow;
  Suggestion: Suggested;
  SuggestedPlace: PlaceInHand;
  Airport: AirportRow;
  CoordinatesInput: CoordinatesInput;
  Coordinates: Coordinates;
  Address: Address;
  Hotel: HotelRow;
  HotelOfferResult: ResolversUnionTypes<ResolversParentTypes>['HotelOfferResult'];
  NotOffered: NotOffered;
  Photo: Photo;
  GuestRating: GuestRating;
  RoomType: RoomTypeRow;
  Bed: Bed;
  Offer: OfferInHand;
  OfferRoom: RoomOfOffer;
  ExchangeRate: ExchangeRate;
  RatePlan: RatePlan;
  NightPrice: Omit<NightPrice, 'price'> & { price: ResolversParentTypes['Money'] };
  TaxLine: TaxOfOffer;
  CancellationTerms: Omit<CancellationTerms, 'tiers'> & { tiers: Array<ResolversParentTypes['CancellationTier']> };
  CancellationTier: Omit<CancellationTier, 'fee'> & { fee: ResolversParentTypes['Money'] };
  Money: Sum;
  Int: Scalars['Int']['output'];
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
};

export type CacheControlDirectiveArgs = {
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<Caching__Scope>;
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  by?: Maybe<Scalars['String']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheTagDirectiveArgs = {
  format: Scalars['String']['input'];
  by?: Maybe<Scalars['String']['input']>;
};

export type CacheTagDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheTagDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface MinorUnitsScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['MinorUnits'], any> {
  name: 'MinorUnits';
}

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  cities?: Resolver<Array<ResolversTypes['City']>, ParentType, ContextType, RequireFields<QueryCitiesArgs, 'search' | 'first'>>;
  suggestions?: Resolver<Array<ResolversTypes['Suggestion']>, ParentType, ContextType, RequireFields<QuerySuggestionsArgs, 'search' | 'first'>>;
  city?: Resolver<Maybe<ResolversTypes['City']>, ParentType, ContextType, RequireFields<QueryCityArgs, 'id'>>;
  airport?: Resolver<Maybe<ResolversTypes['Airport']>, ParentType, ContextType, RequireFields<QueryAirportArgs, 'id'>>;
  hotel?: Resolver<Maybe<ResolversTypes['Hotel']>, ParentType, ContextType, RequireFields<QueryHotelArgs, 'id'>>;
  searchHotels?: Resolver<ResolversTypes['HotelSearchConnection'], ParentType, ContextType, RequireFields<QuerySearchHotelsArgs, 'where' | 'sort' | 'first'>>;
  priceCalendar?: Resolver<Maybe<ResolversTypes['PriceCalendar']>, ParentType, ContextType, RequireFields<QueryPriceCalendarArgs, 'month' | 'nights' | 'rooms'>>;
  hotelRates?: Resolver<ResolversTypes['HotelRatesResult'], ParentType, ContextType, RequireFields<QueryHotelRatesArgs, 'roomTypeId' | 'from' | 'to'>>;
  hotelPhotos?: Resolver<ResolversTypes['HotelPhotosResult'], ParentType, ContextType, RequireFields<QueryHotelPhotosArgs, 'hotelId'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  availabilityChanged?: SubscriptionResolver<ResolversTypes['AvailabilityChange'], "availabilityChanged", ParentType, ContextType, RequireFields<SubscriptionAvailabilityChangedArgs, 'hotelId' | 'stay'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  setRates?: Resolver<ResolversTypes['HotelRatesResult'], ParentType, ContextType, RequireFields<MutationSetRatesArgs, 'input'>>;
  requestPhotoUpload?: Resolver<ResolversTypes['PhotoUploadResult'], ParentType, ContextType, RequireFields<MutationRequestPhotoUploadArgs, 'input'>>;
  addHotelPhoto?: Resolver<ResolversTypes['HotelPhotosResult'], ParentType, ContextType, RequireFields<MutationAddHotelPhotoArgs, 'input'>>;
  describeHotelPhoto?: Resolver<ResolversTypes['HotelPhotosResult'], ParentType, ContextType, RequireFields<MutationDescribeHotelPhotoArgs, 'input'>>;
  arrangeHotelPhotos?: Resolver<ResolversTypes['HotelPhotosResult'], ParentType, ContextType, RequireFields<MutationArrangeHotelPhotosArgs, 'input'>>;
  removeHotelPhoto?: Resolver<ResolversTypes['HotelPhotosResult'], ParentType, ContextType, RequireFields<MutationRemoveHotelPhotoArgs, 'input'>>;
};

export type PhotoUploadResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotoUploadResult'] = ResolversParentTypes['PhotoUploadResult']> = {
  __resolveType?: TypeResolveFn<'PhotoUpload' | 'NotHotelStaff' | 'PhotoTypeNotTaken' | 'PhotoTooLarge' | 'TooManyPhotos' | 'PhotosNotTaken', ParentType, ContextType>;
};

export type HotelPhotosResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelPhotosResult'] = ResolversParentTypes['HotelPhotosResult']> = {
  __resolveType?: TypeResolveFn<'HotelPhotos' | 'NotHotelStaff' | 'PhotoNotDescribed' | 'PhotoNotUploaded' | 'PhotoUnusable' | 'PhotosChanged' | 'PhotosNotTaken', ParentType, ContextType>;
};

export type PhotoUploadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotoUpload'] = ResolversParentTypes['PhotoUpload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  headers?: Resolver<Array<ResolversTypes['UploadHeader']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UploadHeaderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadHeader'] = ResolversParentTypes['UploadHeader']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HotelPhotosResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelPhotos'] = ResolversParentTypes['HotelPhotos']> = {
  hotelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  photos?: Resolver<Array<ResolversTypes['Photo']>, ParentType, ContextType>;
  most?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mostBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  contentTypes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhotoTypeNotTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotoTypeNotTaken'] = ResolversParentTypes['PhotoTypeNotTaken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contentTypes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhotoTooLargeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotoTooLarge'] = ResolversParentTypes['PhotoTooLarge']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mostBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TooManyPhotosResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TooManyPhotos'] = ResolversParentTypes['TooManyPhotos']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  most?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhotoNotDescribedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotoNotDescribed'] = ResolversParentTypes['PhotoNotDescribed']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhotoNotUploadedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotoNotUploaded'] = ResolversParentTypes['PhotoNotUploaded']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhotoUnusableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotoUnusable'] = ResolversParentTypes['PhotoUnusable']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['PhotoUnusableReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhotosChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotosChanged'] = ResolversParentTypes['PhotosChanged']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhotosNotTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotosNotTaken'] = ResolversParentTypes['PhotosNotTaken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HotelRatesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelRatesResult'] = ResolversParentTypes['HotelRatesResult']> = {
  __resolveType?: TypeResolveFn<'HotelRates' | 'NotHotelStaff' | 'InvalidDates' | 'InvalidRate' | 'WrongCurrency', ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'PhotoTypeNotTaken' | 'PhotoTooLarge' | 'TooManyPhotos' | 'PhotoNotDescribed' | 'PhotoNotUploaded' | 'PhotoUnusable' | 'PhotosChanged' | 'PhotosNotTaken' | 'NotHotelStaff' | 'InvalidDates' | 'InvalidRate' | 'WrongCurrency', ParentType, ContextType>;
};

export type NotHotelStaffResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotHotelStaff'] = ResolversParentTypes['NotHotelStaff']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidDatesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidDates'] = ResolversParentTypes['InvalidDates']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidRateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidRate'] = ResolversParentTypes['InvalidRate']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WrongCurrencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WrongCurrency'] = ResolversParentTypes['WrongCurrency']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HotelRatesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelRates'] = ResolversParentTypes['HotelRates']> = {
  roomType?: Resolver<ResolversTypes['RoomType'], ParentType, ContextType>;
  nights?: Resolver<Array<ResolversTypes['NightlyRate']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NightlyRateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NightlyRate'] = ResolversParentTypes['NightlyRate']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  standard?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  decided?: Resolver<Maybe<ResolversTypes['DecidedRate']>, ParentType, ContextType>;
};

export type DecidedRateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DecidedRate'] = ResolversParentTypes['DecidedRate']> = {
  ofStandardBps?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type HotelSearchConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelSearchConnection'] = ResolversParentTypes['HotelSearchConnection']> = {
  edges?: Resolver<Array<ResolversTypes['HotelSearchEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  facets?: Resolver<ResolversTypes['HotelFacets'], ParentType, ContextType>;
  partners?: Resolver<Array<ResolversTypes['PartnerAnswer']>, ParentType, ContextType>;
};

export type HotelSearchEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelSearchEdge'] = ResolversParentTypes['HotelSearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['HotelSearchResult'], ParentType, ContextType>;
};

export type AvailabilityChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AvailabilityChange'] = ResolversParentTypes['AvailabilityChange']> = {
  hotel?: Resolver<ResolversTypes['Hotel'], ParentType, ContextType>;
  nights?: Resolver<Array<ResolversTypes['NightLeft']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NightLeftResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NightLeft'] = ResolversParentTypes['NightLeft']> = {
  roomType?: Resolver<ResolversTypes['RoomType'], ParentType, ContextType>;
  night?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HotelSearchResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelSearchResult'] = ResolversParentTypes['HotelSearchResult']> = {
  hotel?: Resolver<ResolversTypes['Hotel'], ParentType, ContextType>;
  offer?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  furtherOffers?: Resolver<Array<ResolversTypes['Offer']>, ParentType, ContextType>;
  distanceKm?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HotelFacetsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelFacets'] = ResolversParentTypes['HotelFacets']> = {
  stars?: Resolver<Array<ResolversTypes['StarsFacet']>, ParentType, ContextType>;
  amenities?: Resolver<Array<ResolversTypes['AmenityFacet']>, ParentType, ContextType>;
  boards?: Resolver<Array<ResolversTypes['BoardFacet']>, ParentType, ContextType>;
  guestRatings?: Resolver<Array<ResolversTypes['GuestRatingFacet']>, ParentType, ContextType>;
  freeCancellation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['PriceFacet']>, ParentType, ContextType>;
};

export type StarsFacetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StarsFacet'] = ResolversParentTypes['StarsFacet']> = {
  stars?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AmenityFacetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AmenityFacet'] = ResolversParentTypes['AmenityFacet']> = {
  amenity?: Resolver<ResolversTypes['Amenity'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BoardFacetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BoardFacet'] = ResolversParentTypes['BoardFacet']> = {
  board?: Resolver<ResolversTypes['Board'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GuestRatingFacetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuestRatingFacet'] = ResolversParentTypes['GuestRatingFacet']> = {
  from?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PriceFacetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceFacet'] = ResolversParentTypes['PriceFacet']> = {
  lowest?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  highest?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type PartnerAnswerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PartnerAnswer'] = ResolversParentTypes['PartnerAnswer']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PartnerStatus'], ParentType, ContextType>;
  hotelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  leftOut?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ageSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PriceCalendarResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceCalendar'] = ResolversParentTypes['PriceCalendar']> = {
  month?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nights?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  days?: Resolver<Array<ResolversTypes['PriceCalendarDay']>, ParentType, ContextType>;
};

export type PriceCalendarDayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceCalendarDay'] = ResolversParentTypes['PriceCalendarDay']> = {
  checkIn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  shownTotal?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type CityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['City'] = ResolversParentTypes['City'], FederationReferenceType extends FederationReferenceTypes['City'] = FederationReferenceTypes['City']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['City']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  localName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  countryName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  coordinates?: Resolver<ResolversTypes['Coordinates'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  population?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hotelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  picture?: Resolver<ResolversTypes['Photo'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SuggestionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Suggestion'] = ResolversParentTypes['Suggestion']> = {
  matchedName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['SuggestedPlace'], ParentType, ContextType>;
};

export type SuggestedPlaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SuggestedPlace'] = ResolversParentTypes['SuggestedPlace']> = {
  __resolveType?: TypeResolveFn<'City' | 'Airport' | 'Hotel', ParentType, ContextType>;
};

export type AirportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Airport'] = ResolversParentTypes['Airport']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  city?: Resolver<ResolversTypes['City'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  countryName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  coordinates?: Resolver<ResolversTypes['Coordinates'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  searchRadiusKm?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoordinatesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Coordinates'] = ResolversParentTypes['Coordinates']> = {
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  line?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HotelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Hotel'] = ResolversParentTypes['Hotel'], FederationReferenceType extends FederationReferenceTypes['Hotel'] = FederationReferenceTypes['Hotel']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Hotel']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stars?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  city?: Resolver<Maybe<ResolversTypes['City']>, ParentType, ContextType>;
  coordinates?: Resolver<ResolversTypes['Coordinates'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amenities?: Resolver<Array<ResolversTypes['Amenity']>, ParentType, ContextType>;
  photos?: Resolver<Array<ResolversTypes['Photo']>, ParentType, ContextType>;
  guestRating?: Resolver<Maybe<ResolversTypes['GuestRating']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['HotelSource'], ParentType, ContextType>;
  partner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  checkInFrom?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  checkOutUntil?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roomTypes?: Resolver<Array<ResolversTypes['RoomType']>, ParentType, ContextType>;
  offers?: Resolver<Array<ResolversTypes['Offer']>, ParentType, ContextType, RequireFields<HotelOffersArgs, 'stay' | 'rooms'>>;
  furtherOffers?: Resolver<Array<ResolversTypes['Offer']>, ParentType, ContextType, RequireFields<HotelFurtherOffersArgs, 'stay' | 'rooms'>>;
  soldOut?: Resolver<Array<ResolversTypes['Offer']>, ParentType, ContextType, RequireFields<HotelSoldOutArgs, 'stay' | 'rooms'>>;
  offer?: Resolver<ResolversTypes['HotelOfferResult'], ParentType, ContextType, RequireFields<HotelOfferArgs, 'stay' | 'rooms'>>;
  similar?: Resolver<Array<ResolversTypes['HotelSearchResult']>, ParentType, ContextType, RequireFields<HotelSimilarArgs, 'stay' | 'rooms' | 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HotelOfferResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelOfferResult'] = ResolversParentTypes['HotelOfferResult']> = {
  __resolveType?: TypeResolveFn<'Offer' | 'NotOffered', ParentType, ContextType>;
};

export type NotOfferedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotOffered'] = ResolversParentTypes['NotOffered']> = {
  reason?: Resolver<ResolversTypes['NotOfferedReason'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhotoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Photo'] = ResolversParentTypes['Photo']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  thumbnailUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  alt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  illustrated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type GuestRatingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuestRating'] = ResolversParentTypes['GuestRating']> = {
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RoomTypeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomType'] = ResolversParentTypes['RoomType'], FederationReferenceType extends FederationReferenceTypes['RoomType'] = FederationReferenceTypes['RoomType']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['RoomType']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  beds?: Resolver<Array<ResolversTypes['Bed']>, ParentType, ContextType>;
  areaSqm?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxAdults?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxGuests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  photo?: Resolver<ResolversTypes['Photo'], ParentType, ContextType>;
};

export type BedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Bed'] = ResolversParentTypes['Bed']> = {
  kind?: Resolver<ResolversTypes['BedKind'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OfferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Offer'] = ResolversParentTypes['Offer'], FederationReferenceType extends FederationReferenceTypes['Offer'] = FederationReferenceTypes['Offer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Offer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  hotel?: Resolver<ResolversTypes['Hotel'], ParentType, ContextType>;
  roomType?: Resolver<Maybe<ResolversTypes['RoomType']>, ParentType, ContextType>;
  roomName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rooms?: Resolver<Array<ResolversTypes['OfferRoom']>, ParentType, ContextType>;
  checkIn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  checkOut?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  ratePlan?: Resolver<ResolversTypes['RatePlan'], ParentType, ContextType>;
  board?: Resolver<ResolversTypes['Board'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  payNow?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  shownTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  exchangeRate?: Resolver<Maybe<ResolversTypes['ExchangeRate']>, ParentType, ContextType>;
  roomCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nights?: Resolver<Array<ResolversTypes['NightPrice']>, ParentType, ContextType>;
  taxes?: Resolver<Array<ResolversTypes['TaxLine']>, ParentType, ContextType>;
  cancellation?: Resolver<ResolversTypes['CancellationTerms'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  roomsLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OfferRoomResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferRoom'] = ResolversParentTypes['OfferRoom']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roomType?: Resolver<Maybe<ResolversTypes['RoomType']>, ParentType, ContextType>;
  adults?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  childAges?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  payNow?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ExchangeRateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExchangeRate'] = ResolversParentTypes['ExchangeRate']> = {
  from?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type RatePlanResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RatePlan'] = ResolversParentTypes['RatePlan']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refundable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type NightPriceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NightPrice'] = ResolversParentTypes['NightPrice']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type TaxLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaxLine'] = ResolversParentTypes['TaxLine']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  included?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  payAtHotel?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CancellationTermsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancellationTerms'] = ResolversParentTypes['CancellationTerms']> = {
  freeUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  tiers?: Resolver<Array<ResolversTypes['CancellationTier']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CancellationTierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancellationTier'] = ResolversParentTypes['CancellationTier']> = {
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fee?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['MinorUnits'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  formatted?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<MoneyFormattedArgs>>;
};

export type Resolvers<ContextType = Context> = {
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  CurrencyCode?: GraphQLScalarType;
  MinorUnits?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PhotoUploadResult?: PhotoUploadResultResolvers<ContextType>;
  HotelPhotosResult?: HotelPhotosResultResolvers<ContextType>;
  PhotoUpload?: PhotoUploadResolvers<ContextType>;
  UploadHeader?: UploadHeaderResolvers<ContextType>;
  HotelPhotos?: HotelPhotosResolvers<ContextType>;
  PhotoTypeNotTaken?: PhotoTypeNotTakenResolvers<ContextType>;
  PhotoTooLarge?: PhotoTooLargeResolvers<ContextType>;
  TooManyPhotos?: TooManyPhotosResolvers<ContextType>;
  PhotoNotDescribed?: PhotoNotDescribedResolvers<ContextType>;
  PhotoNotUploaded?: PhotoNotUploadedResolvers<ContextType>;
  PhotoUnusable?: PhotoUnusableResolvers<ContextType>;
  PhotosChanged?: PhotosChangedResolvers<ContextType>;
  PhotosNotTaken?: PhotosNotTakenResolvers<ContextType>;
  HotelRatesResult?: HotelRatesResultResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  NotHotelStaff?: NotHotelStaffResolvers<ContextType>;
  InvalidDates?: InvalidDatesResolvers<ContextType>;
  InvalidRate?: InvalidRateResolvers<ContextType>;
  WrongCurrency?: WrongCurrencyResolvers<ContextType>;
  HotelRates?: HotelRatesResolvers<ContextType>;
  NightlyRate?: NightlyRateResolvers<ContextType>;
  DecidedRate?: DecidedRateResolvers<ContextType>;
  HotelSearchConnection?: HotelSearchConnectionResolvers<ContextType>;
  HotelSearchEdge?: HotelSearchEdgeResolvers<ContextType>;
  AvailabilityChange?: AvailabilityChangeResolvers<ContextType>;
  NightLeft?: NightLeftResolvers<ContextType>;
  HotelSearchResult?: HotelSearchResultResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  HotelFacets?: HotelFacetsResolvers<ContextType>;
  StarsFacet?: StarsFacetResolvers<ContextType>;
  AmenityFacet?: AmenityFacetResolvers<ContextType>;
  BoardFacet?: BoardFacetResolvers<ContextType>;
  GuestRatingFacet?: GuestRatingFacetResolvers<ContextType>;
  PriceFacet?: PriceFacetResolvers<ContextType>;
  PartnerAnswer?: PartnerAnswerResolvers<ContextType>;
  PriceCalendar?: PriceCalendarResolvers<ContextType>;
  PriceCalendarDay?: PriceCalendarDayResolvers<ContextType>;
  City?: CityResolvers<ContextType>;
  Suggestion?: SuggestionResolvers<ContextType>;
  SuggestedPlace?: SuggestedPlaceResolvers<ContextType>;
  Airport?: AirportResolvers<ContextType>;
  Coordinates?: CoordinatesResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  Hotel?: HotelResolvers<ContextType>;
  HotelOfferResult?: HotelOfferResultResolvers<ContextType>;
  NotOffered?: NotOfferedResolvers<ContextType>;
  Photo?: PhotoResolvers<ContextType>;
  GuestRating?: GuestRatingResolvers<ContextType>;
  RoomType?: RoomTypeResolvers<ContextType>;
  Bed?: BedResolvers<ContextType>;
  Offer?: OfferResolvers<ContextType>;
  OfferRoom?: OfferRoomResolvers<ContextType>;
  ExchangeRate?: ExchangeRateResolvers<ContextType>;
  RatePlan?: RatePlanResolvers<ContextType>;
  NightPrice?: NightPriceResolvers<ContextType>;
  TaxLine?: TaxLineResolvers<ContextType>;
  CancellationTerms?: CancellationTermsResolvers<ContextType>;
  CancellationTier?: CancellationTierResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
};
