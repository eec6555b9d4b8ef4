// Made by codegen.ts from schema.graphql: do not edit, run `npm run generate`.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ReservationRow } from '../database/tables.ts';
import type { RoomOfReservation, Booked, Sum } from './parents.ts';
import type { WaitingEntryRow } from '../database/waiting-list-tables.ts';
import type { Traveller, Trips } from '../use-cases/list-trips.ts';
import type { Desk } from '../use-cases/desk/open-desk.ts';
import type { DeskStay as StayAtDesk, DeskNight as NightAtDesk } from '../database/desk-reads.ts';
import type { AtDesk } from '../use-cases/desk/desk-reservation.ts';
import type { HotelRoom as Door, OutOfOrder as RoomOutOfOrder } from '../database/desk-rooms.ts';
import type { ListedStays } from '../use-cases/desk/list-stays.ts';
import type { ReservationNews } from '../use-cases/follow-reservation.ts';
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
  /** A whole number of a currency's smallest unit, up to 2^53-1. */
  MinorUnits: { input: number; output: number; }
};

export type Query = {
  __typename?: 'Query';
  /** A reservation for whoever knows its reference and the guest's surname (case and accents ignored). Null for any mismatch; rate limited. */
  reservation?: Maybe<Reservation>;
  /** What cancelling would give back now, of all rooms or of those at some positions. The same sum that `cancelReservation` gives, as long as no tier has passed. */
  cancellationPreview: CancellationPreviewResult;
  /** A place on a waiting list, for whoever has its token. Null: the token is not one of ours, or of a list long closed. */
  waitingListEntry?: Maybe<WaitingListEntry>;
  /** The desk of a hotel of ours, for its own staff. */
  hotelDesk: HotelDeskResult;
};


export type QueryReservationArgs = {
  reference: Scalars['String']['input'];
  surname: Scalars['String']['input'];
};


export type QueryCancellationPreviewArgs = {
  reservation: ReservationRefInput;
  rooms?: InputMaybe<Array<Scalars['Int']['input']>>;
};


export type QueryWaitingListEntryArgs = {
  token: Scalars['ID']['input'];
};


export type QueryHotelDeskArgs = {
  hotelId: Scalars['ID']['input'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /** What happens to a reservation, for whoever may read it: the first event, at once, tells how it stands, and each later one what happened since the last. `after`: the `cursor` of the last event that was seen; nothing that happened since is missed, and nothing told twice. It ends with an error once it may not be read any more (`NOT_FOUND`, as for one that is not there). */
  reservationChanged: ReservationChange;
};


export type SubscriptionReservationChangedArgs = {
  reservation: ReservationRefInput;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Books the rooms of an offer, all of them or none: takes the nights, takes the payment, confirms. The same `idempotencyKey` again gives the same answer; with other input it gives `IdempotencyConflict`. */
  bookRoom: BookRoomResult;
  /** Cancels all rooms or single ones, and gives back what the offer's terms say of them. */
  cancelReservation: CancelReservationResult;
  /** Exchanges a confirmed stay for the one of a new offer of the same hotel: other dates, rooms, kinds of room or guests. The difference of the two offers' `payNow` is charged or given back. A partner books the new stay before the old one is given up. */
  changeStay: ChangeStayResult;
  /** For the staff of the reservation's hotel: gives the guest back a part of what they paid, or all that is left of it, beside any cancellation. The guest gets a credit note and a mail. */
  refundGuest: RefundGuestResult;
  /** Waits for rooms that are sold out. When they are freed, they are held for those who wait, in the order in which they joined, and a mail with a link says so. */
  joinWaitingList: JoinWaitingListResult;
  /** Gives a place on a waiting list up; what is held for it goes to the next in line. Answers the entry as it then is: asked twice it changes nothing, and one that is being booked stays. Null: there is none. */
  leaveWaitingList?: Maybe<WaitingListEntry>;
  /** How many rooms of a type are on sale, by the hotel's own staff: all nights asked for or none. Fewer than are held and sold is refused, with the reservations in the way. Said again, it changes nothing. */
  setAllotment: PlanNightsResult;
  /** Sells no more of these nights, by the hotel's own staff: bookings stand, and what guests give back is not on sale again. Said again, it changes nothing. */
  closeNights: PlanNightsResult;
  /** Sells these nights again, by the hotel's own staff. Said again, it changes nothing. */
  openNights: PlanNightsResult;
  /** Registers the hotel's doors, by its own staff. A number that is known already stays as it is, with the floor told last. */
  registerRooms: RegisterRoomsResult;
  /** Nobody sleeps in a room on these nights, by the hotel's own staff: one room less of its type is on sale. Refused, with the reservations in the way, when guests have the room or all the others. Said again, it changes nothing. */
  setOutOfOrder: OutOfOrderResult;
  /** The room is in order again from tonight on, and on sale. Said again, it changes nothing. */
  endOutOfOrder: OutOfOrderResult;
  /** The guests arrived, by the hotel's own staff: each booked room gets the door asked for, or a free one of its type. All or none. From the day of arrival on, until the hour by which they would have to leave again. Said again, it changes nothing. */
  checkIn: CheckInResult;
  /** Guests who are in the house move to another room of the same type. Said again, it changes nothing. */
  moveRoom: MoveRoomResult;
  /** The guests left. Said again, it changes nothing. */
  checkOut: DeskResult;
  /** The guests did not come, by the hotel's own staff: not before the day of arrival has ended there. Keeps what cancelling at this moment would keep and gives the rest back; the nights from tomorrow on are on sale again. Said again, it changes nothing. */
  markNoShow: DeskResult;
};


export type MutationBookRoomArgs = {
  input: BookRoomInput;
};


export type MutationCancelReservationArgs = {
  input: CancelReservationInput;
};


export type MutationChangeStayArgs = {
  input: ChangeStayInput;
};


export type MutationRefundGuestArgs = {
  input: RefundGuestInput;
};


export type MutationJoinWaitingListArgs = {
  input: JoinWaitingListInput;
};


export type MutationLeaveWaitingListArgs = {
  token: Scalars['ID']['input'];
};


export type MutationSetAllotmentArgs = {
  input: SetAllotmentInput;
};


export type MutationCloseNightsArgs = {
  input: NightsInput;
};


export type MutationOpenNightsArgs = {
  input: NightsInput;
};


export type MutationRegisterRoomsArgs = {
  input: RegisterRoomsInput;
};


export type MutationSetOutOfOrderArgs = {
  input: SetOutOfOrderInput;
};


export type MutationEndOutOfOrderArgs = {
  outOfOrderId: Scalars['ID']['input'];
};


export type MutationCheckInArgs = {
  input: CheckInInput;
};


export type MutationMoveRoomArgs = {
  input: MoveRoomInput;
};


export type MutationCheckOutArgs = {
  reservationId: Scalars['ID']['input'];
};


export type MutationMarkNoShowArgs = {
  reservationId: Scalars['ID']['input'];
};

export type BookRoomInput = {
  /** The offer's id: the signed token. */
  offerId: Scalars['ID']['input'];
  guest: GuestInput;
  /** A payment method of the bank: from its card page, or in the sandbox a test id such as pm_card_visa. */
  paymentMethodId: Scalars['String']['input'];
  /** Chosen by the client, 8 to 200 characters, one a booking attempt: a UUID. Retry with the same key as often as you like. */
  idempotencyKey: Scalars['String']['input'];
  /** Wishes to the hotel, at most 1000 characters. Never a promise. */
  requests?: InputMaybe<Scalars['String']['input']>;
  /** Where the bank sends the browser after 3-D Secure: a page of our site, or of an origin registered for the API client. Our own return page without it. */
  returnUrl?: InputMaybe<Scalars['String']['input']>;
  /** The token of a waiting list entry: books the rooms that are held for it, at its offer's price though that has expired. The `offerId` is the entry's. */
  waitingListEntry?: InputMaybe<Scalars['ID']['input']>;
};

/** Who arrives. At most 100 characters a name. */
export type GuestInput = {
  givenName: Scalars['String']['input'];
  familyName: Scalars['String']['input'];
  email: Scalars['String']['input'];
  /** E.164 or as people write it; at most 40 characters. */
  phone?: InputMaybe<Scalars['String']['input']>;
};

/** Which reservation: by its id for the customer who is signed in, or by reference and surname. */
export type ReservationRefInput = {
  id?: InputMaybe<Scalars['ID']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
  surname?: InputMaybe<Scalars['String']['input']>;
};

export type CancelReservationInput = {
  reservation: ReservationRefInput;
  /** Positions of the rooms to cancel (`BookedRoom.position`). Null: all. With the last ones the reservation is cancelled. */
  rooms?: InputMaybe<Array<Scalars['Int']['input']>>;
  /** The refund the guest was shown. When it differs from what the terms give now, nothing is cancelled and `RefundChanged` says so. */
  expectedRefund?: InputMaybe<Scalars['MinorUnits']['input']>;
  idempotencyKey: Scalars['String']['input'];
};

export type ChangeStayInput = {
  reservation: ReservationRefInput;
  /** A new offer of the same hotel, for the stay as it should be: `Hotel.offers`, or `Hotel.offer` for rooms of several kinds. */
  offerId: Scalars['ID']['input'];
  paymentMethodId?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey: Scalars['String']['input'];
};

export type BookRoomResult = Reservation | OfferExpired | OfferInvalid | RoomTaken | PaymentDeclined | PaymentActionRequired | PriceChanged | InvalidStay | InvalidGuest | WaitingOfferOver | IdempotencyConflict | TryAgainLater;

export type JoinWaitingListResult = WaitingListEntry | RoomsFree | AlreadyWaiting | NoWaitingList | OfferExpired | OfferInvalid | InvalidStay | InvalidGuest | IdempotencyConflict | TryAgainLater;

export type CancellationPreviewResult = CancellationPreview | ReservationNotFound | NotCancellable;

export type RefundGuestInput = {
  reservationId: Scalars['ID']['input'];
  /** How much goes back, in minor units of the reservation's currency. Null: all that is left of what was taken. */
  amount?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Why, 3 to 200 characters. It stands on the credit note and in the guest's mail. */
  reason: Scalars['String']['input'];
  /** Chosen by the client, 8 to 200 characters, one a refund. The same key again gives the same answer, and never a second refund. */
  idempotencyKey: Scalars['String']['input'];
};

export type RefundGuestResult = Reservation | ReservationNotFound | NotRefundable | RefundExceeds | IdempotencyConflict | TryAgainLater;

export type CancelReservationResult = Reservation | ReservationNotFound | NotCancellable | RefundChanged | IdempotencyConflict | TryAgainLater;

export type ChangeStayResult = Reservation | ReservationNotFound | NotChangeable | OfferExpired | OfferInvalid | RoomTaken | PriceChanged | PaymentDeclined | PaymentActionRequired | InvalidStay | IdempotencyConflict | TryAgainLater;

/** A reason why something was not done that the person can understand and act on. Anything else is a GraphQL error. */
export type Refusal = {
  /** A plain sentence: the fact, then the remedy. */
  message: Scalars['String']['output'];
};

/** The price was held until `expiredAt`. Ask for a new offer. Nothing is charged. */
export type OfferExpired = Refusal & {
  __typename?: 'OfferExpired';
  message: Scalars['String']['output'];
  expiredAt: Scalars['DateTime']['output'];
  hotel?: Maybe<Hotel>;
};

/** The offer is not one of ours, or was changed on its way. */
export type OfferInvalid = Refusal & {
  __typename?: 'OfferInvalid';
  message: Scalars['String']['output'];
};

/** Someone booked the last room of this kind. Nothing is charged. */
export type RoomTaken = Refusal & {
  __typename?: 'RoomTaken';
  message: Scalars['String']['output'];
  hotel?: Maybe<Hotel>;
};

/** The bank declined. Nothing is charged, the nights are free again, and the price still holds. */
export type PaymentDeclined = Refusal & {
  __typename?: 'PaymentDeclined';
  message: Scalars['String']['output'];
  /** The bank's own word, when it gives one: insufficient_funds, expired_card... */
  declineCode?: Maybe<Scalars['String']['output']>;
};

/** The bank wants the guest to confirm: send the browser to `redirectUrl`. The room is held until `holdExpiresAt`. Afterwards call `bookRoom` again with the same key, or read the reservation. */
export type PaymentActionRequired = Refusal & {
  __typename?: 'PaymentActionRequired';
  message: Scalars['String']['output'];
  redirectUrl: Scalars['String']['output'];
  holdExpiresAt: Scalars['DateTime']['output'];
  reservation: Reservation;
};

/** The partner's price, board or terms changed since they were shown. Nothing is charged. Ask the guest again, with a new offer. */
export type PriceChanged = Refusal & {
  __typename?: 'PriceChanged';
  message: Scalars['String']['output'];
  before: Money;
  now?: Maybe<Money>;
};

/** The dates cannot be booked: check-out not after check-in, in the past, or too long. */
export type InvalidStay = Refusal & {
  __typename?: 'InvalidStay';
  message: Scalars['String']['output'];
};

/** A name, an address or another entry cannot be used; `field` says which, as in the input: guest.email. */
export type InvalidGuest = Refusal & {
  __typename?: 'InvalidGuest';
  message: Scalars['String']['output'];
  field: Scalars['String']['output'];
};

/** This idempotency key was used before with other input. */
export type IdempotencyConflict = Refusal & {
  __typename?: 'IdempotencyConflict';
  message: Scalars['String']['output'];
};

/** A part of ours or the bank does not answer. Nothing was charged. */
export type TryAgainLater = Refusal & {
  __typename?: 'TryAgainLater';
  message: Scalars['String']['output'];
  retryAfterSeconds: Scalars['Int']['output'];
};

/** No reservation matches. The same answer whichever part was wrong. */
export type ReservationNotFound = Refusal & {
  __typename?: 'ReservationNotFound';
  message: Scalars['String']['output'];
};

/** It is cancelled already, past its check-in, or not confirmed yet. */
export type NotCancellable = Refusal & {
  __typename?: 'NotCancellable';
  message: Scalars['String']['output'];
};

/** Nothing is left to give back. */
export type NotRefundable = Refusal & {
  __typename?: 'NotRefundable';
  message: Scalars['String']['output'];
};

/** More is asked for than is left of what the guest paid. Nothing was given back. */
export type RefundExceeds = Refusal & {
  __typename?: 'RefundExceeds';
  message: Scalars['String']['output'];
  /** What may still be given back. */
  left: Money;
};

/** Only a confirmed stay that has not begun can be changed, within the same hotel, while cancelling it would cost nothing. */
export type NotChangeable = Refusal & {
  __typename?: 'NotChangeable';
  message: Scalars['String']['output'];
};

/** A tier has passed since the guest was shown the refund. Nothing was cancelled. */
export type RefundChanged = Refusal & {
  __typename?: 'RefundChanged';
  message: Scalars['String']['output'];
  refund: Money;
};

/** The rooms are no longer held for this guest of the waiting list, or not yet. Nothing is charged. */
export type WaitingOfferOver = Refusal & {
  __typename?: 'WaitingOfferOver';
  message: Scalars['String']['output'];
  hotel?: Maybe<Hotel>;
};

/** Nobody has to wait: the rooms can be booked now, with the same offer. */
export type RoomsFree = Refusal & {
  __typename?: 'RoomsFree';
  message: Scalars['String']['output'];
  hotel?: Maybe<Hotel>;
};

/** The address is on the list for this stay. Its link is in the mail that was sent there. */
export type AlreadyWaiting = Refusal & {
  __typename?: 'AlreadyWaiting';
  message: Scalars['String']['output'];
};

/** There is no list to join: a partner keeps none, check-in is too near, or the hotel has not so many rooms of a kind. */
export type NoWaitingList = Refusal & {
  __typename?: 'NoWaitingList';
  message: Scalars['String']['output'];
};

export type JoinWaitingListInput = {
  /** An offer of rooms that are sold out, from `Hotel.soldOut`, or one whose rooms were just taken. Its price is kept for the guest. */
  offerId: Scalars['ID']['input'];
  /** Who is told by mail. One entry an address and stay. */
  guest: GuestInput;
  /** Chosen by the client, 8 to 200 characters. The same key again gives the same entry. */
  idempotencyKey: Scalars['String']['input'];
};

/** A place on the waiting list of a stay that is sold out. */
export type WaitingListEntry = {
  __typename?: 'WaitingListEntry';
  /** Opens this entry to whoever has it: to see it, to book what is held for it, to leave. It is in the link of the mails. */
  token: Scalars['ID']['output'];
  state: WaitingListState;
  /** How many wait for the same rooms and nights before this one, and itself: 1 is the next. Null unless it is WAITING. */
  place?: Maybe<Scalars['Int']['output']>;
  /** Until when the rooms are held for this guest. Null before rooms were free. */
  heldUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Nobody is served after this instant: check-in is too near. */
  closesAt: Scalars['DateTime']['output'];
  joinedAt: Scalars['DateTime']['output'];
  stay: Stay;
  rooms: Array<WantedRoom>;
  hotel?: Maybe<Hotel>;
  /** What is waited for, as it was offered. */
  snapshot: BookedSnapshot;
  /** The offer, for `bookRoom`. Its price counts for this guest though it has expired. */
  offerId: Scalars['ID']['output'];
  /** All rooms, all nights, taxes and fees included. */
  total: Money;
  /** The part that is charged at booking. */
  payNow: Money;
  cancellation: CancellationTerms;
  /** Whom the mails go to. Null once the waiting is over: then it is forgotten. */
  guest?: Maybe<Guest>;
};

export type WaitingListState =
  /** In line. */
  | 'WAITING'
  /** Rooms were freed and are held for this guest until `heldUntil`. */
  | 'OFFERED'
  /** The held rooms are being booked: the payment is under way. */
  | 'BOOKING'
  /** The rooms were booked. The end. */
  | 'BOOKED'
  /** The guest gave the place up. The end. */
  | 'LEFT'
  /** The rooms were not booked in time and went to the next in line. The end. */
  | 'MISSED'
  /** Check-in came before a room was free. The end. */
  | 'CLOSED';

export type CancellationPreview = {
  __typename?: 'CancellationPreview';
  /** What comes back to the card. */
  refund: Money;
  /** What is kept. */
  fee: Money;
  /** Until when this holds. Null: until check-in. */
  validUntil?: Maybe<Scalars['DateTime']['output']>;
};

/** One stay of one guest. Read by its customer, its API client, or by reference and surname. */
export type Reservation = {
  __typename?: 'Reservation';
  id: Scalars['ID']['output'];
  /** What people say on the phone: LX7-4KQ9. Letters and digits that cannot be mistaken for each other. */
  reference: Scalars['String']['output'];
  status: ReservationStatus;
  stay: Stay;
  /** The rooms, with those that were cancelled singly. */
  rooms: Array<BookedRoom>;
  guest: Guest;
  requests?: Maybe<Scalars['String']['output']>;
  /** Of the rooms that are booked: all nights, taxes and fees included. What was kept of a cancelled room is told with it. */
  total: Money;
  /** The part of `total` that is paid to us. */
  payNow: Money;
  hotel?: Maybe<Hotel>;
  /** What was booked, as it was then: it stays readable and true when the hotel changes or is away. */
  snapshot: BookedSnapshot;
  /** Each step in plain words, the oldest first. */
  timeline: Array<TimelineEntry>;
  /** Of the rooms that are booked. */
  cancellation: CancellationTerms;
  /** What happened on cancelling, over all of its rooms. Null while it is not cancelled. */
  cancelled?: Maybe<CancellationOutcome>;
  /** Null until the payment was begun. */
  payment?: Maybe<Payment>;
  documents: Array<ReservationDocument>;
  /** The signature of the offer, of which the seal is drawn. */
  offerSignature: Scalars['String']['output'];
  /** Until when an unpaid hold keeps the nights. Null once it is settled. */
  holdExpiresAt?: Maybe<Scalars['DateTime']['output']>;
  createdAt: Scalars['DateTime']['output'];
};

export type ReservationStatus =
  /** The nights are taken, the payment not begun. */
  | 'HELD'
  /** The payment is being checked: do not pay again. */
  | 'AWAITING_PAYMENT'
  /** The bank wants the guest to confirm (3-D Secure). */
  | 'REQUIRES_ACTION'
  /** The sum is set aside on the card; the partner is being asked. */
  | 'AUTHORIZED'
  /** The partner is booking the room. */
  | 'CONFIRMING'
  /** The partner did not answer; we are asking it again. The sum is set aside, not taken. */
  | 'PARTNER_UNKNOWN'
  | 'CONFIRMED'
  /** Its dates, rooms or guests are being changed. */
  | 'MODIFYING'
  /** The cancellation and its refund are under way. */
  | 'CANCELLING'
  /** Cancelled without a fee. */
  | 'CANCELLED'
  /** Cancelled; a fee was kept by the terms. */
  | 'CANCELLED_WITH_FEE'
  | 'CHECKED_IN'
  | 'CHECKED_OUT'
  | 'NO_SHOW'
  /** The hold ran out before the payment. Nothing was charged. */
  | 'EXPIRED'
  /** It came to nothing; the timeline says why. Nothing was charged, or it was given back. */
  | 'FAILED';

/** Half-open: the night of check-out is not slept. */
export type Stay = {
  __typename?: 'Stay';
  checkIn: Scalars['Date']['output'];
  checkOut: Scalars['Date']['output'];
  nights: Scalars['Int']['output'];
};

/** A room that is waited for. */
export type WantedRoom = {
  __typename?: 'WantedRoom';
  name: Scalars['String']['output'];
  adults: Scalars['Int']['output'];
  childAges: Array<Scalars['Int']['output']>;
};

/** A room of a reservation. */
export type BookedRoom = {
  __typename?: 'BookedRoom';
  /** Counted from 1, the same as long as the stay is not exchanged: what `cancelReservation` is told. */
  position: Scalars['Int']['output'];
  /** Its kind; a partner's has an id that only the partner knows. */
  roomTypeId: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  adults: Scalars['Int']['output'];
  childAges: Array<Scalars['Int']['output']>;
  /** Its part of the price; the parts make exactly the whole. */
  total: Money;
  /** Its part of what was paid at booking: what cancelling it alone is reckoned from. */
  payNow: Money;
  /** What happened on cancelling it. Null while it is the guest's. */
  cancelled?: Maybe<CancellationOutcome>;
};

export type Guest = {
  __typename?: 'Guest';
  givenName: Scalars['String']['output'];
  familyName: Scalars['String']['output'];
  email: Scalars['String']['output'];
  phone?: Maybe<Scalars['String']['output']>;
};

export type BookedSnapshot = {
  __typename?: 'BookedSnapshot';
  hotelName: Scalars['String']['output'];
  address: Address;
  /** IANA name. */
  timeZone: Scalars['String']['output'];
  checkInFrom: Scalars['String']['output'];
  checkOutUntil: Scalars['String']['output'];
  roomName: Scalars['String']['output'];
  ratePlanName: Scalars['String']['output'];
  /** ROOM_ONLY, BREAKFAST, HALF_BOARD, FULL_BOARD or ALL_INCLUSIVE. */
  board: Scalars['String']['output'];
  nights: Array<BookedNight>;
  taxes: Array<TaxLine>;
};

export type BookedNight = {
  __typename?: 'BookedNight';
  date: Scalars['Date']['output'];
  price: Money;
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

export type TaxLine = {
  __typename?: 'TaxLine';
  /** City tax, 2 adults x 3 nights x EUR 3.00. */
  name: Scalars['String']['output'];
  amount: Money;
  /** True: it is already within the nights' prices. False: it comes on top of them. */
  included: Scalars['Boolean']['output'];
  /** True: it must be paid at the hotel's desk; it is within the total but was not charged at booking. */
  payAtHotel: Scalars['Boolean']['output'];
};

export type TimelineEntry = {
  __typename?: 'TimelineEntry';
  at: Scalars['DateTime']['output'];
  status: ReservationStatus;
  /** What happened, for the guest: Your bank approved the payment. */
  text: Scalars['String']['output'];
};

/** Something happened to a reservation. */
export type ReservationChange = {
  __typename?: 'ReservationChange';
  /** As it stands now: it may be ahead of `steps`, and what it has more comes with the next event. */
  reservation: Reservation;
  /** What happened since the event before, the oldest first; mostly one. Empty in a first event without `after`. */
  steps: Array<TimelineEntry>;
  /** Where to go on after this event: `after` of the next subscription. To be kept as it is. */
  cursor: Scalars['String']['output'];
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

export type CancellationOutcome = {
  __typename?: 'CancellationOutcome';
  at: Scalars['DateTime']['output'];
  refund: Money;
  fee: Money;
};

export type ReservationDocument = {
  __typename?: 'ReservationDocument';
  kind: ReservationDocumentKind;
  /** A signed link that works for an hour. */
  url: Scalars['String']['output'];
};

export type ReservationDocumentKind =
  /** An iCalendar file (RFC 5545). */
  | 'CALENDAR';

export type Customer = {
  __typename?: 'Customer';
  id: Scalars['ID']['output'];
  /** Their trips, the newest booking first. At most 50 a page. */
  reservations: ReservationConnection;
};


export type CustomerReservationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type ReservationConnection = {
  __typename?: 'ReservationConnection';
  edges: Array<ReservationEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ReservationEdge = {
  __typename?: 'ReservationEdge';
  cursor: Scalars['String']['output'];
  node: Reservation;
};

export type PageInfo = {
  __typename?: 'PageInfo';
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
  endCursor?: Maybe<Scalars['String']['output']>;
};

export type Hotel = {
  __typename?: 'Hotel';
  id: Scalars['ID']['output'];
};

export type Payment = {
  __typename?: 'Payment';
  id: Scalars['ID']['output'];
  /** Signed by reservations for 60 seconds: the viewer was shown this reservation. */
  grant?: Maybe<Scalars['String']['output']>;
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

export type SetAllotmentInput = {
  hotelId: Scalars['ID']['input'];
  roomTypeId: Scalars['ID']['input'];
  /** The first night. */
  from: Scalars['Date']['input'];
  /** The first night that is not meant any more: half-open, as a stay is. At most two years ahead. */
  to: Scalars['Date']['input'];
  /** Only the nights that begin on these days. All without it. */
  weekdays?: InputMaybe<Array<Weekday>>;
  /** 0 to 10000. Rooms that are out of order are taken off it by themselves. */
  rooms: Scalars['Int']['input'];
};

export type NightsInput = {
  hotelId: Scalars['ID']['input'];
  roomTypeId: Scalars['ID']['input'];
  /** The first night. */
  from: Scalars['Date']['input'];
  /** The first night that is not meant any more: half-open, as a stay is. At most two years ahead. */
  to: Scalars['Date']['input'];
  /** Only the nights that begin on these days. All without it. */
  weekdays?: InputMaybe<Array<Weekday>>;
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

export type RegisterRoomsInput = {
  hotelId: Scalars['ID']['input'];
  roomTypeId: Scalars['ID']['input'];
  /** 1 to 500. */
  rooms: Array<NewRoomInput>;
};

export type NewRoomInput = {
  /** As it stands on the door: 1 to 10 characters. */
  number: Scalars['String']['input'];
  /** At most 20 characters. */
  floor?: InputMaybe<Scalars['String']['input']>;
};

export type SetOutOfOrderInput = {
  roomId: Scalars['ID']['input'];
  /** The first night. */
  from: Scalars['Date']['input'];
  /** The first night that is not meant any more: half-open, as a stay is. At most two years ahead. */
  to: Scalars['Date']['input'];
  /** 1 to 200 characters, for the staff. */
  reason: Scalars['String']['input'];
};

export type CheckInInput = {
  reservationId: Scalars['ID']['input'];
  /** Doors that are wanted for some of the booked rooms. The others get a free one. */
  rooms?: InputMaybe<Array<WantedDoorInput>>;
};

export type WantedDoorInput = {
  /** Which of the reservation's rooms: a `DeskStay`'s `n`. */
  n: Scalars['Int']['input'];
  roomId: Scalars['ID']['input'];
};

export type MoveRoomInput = {
  reservationId: Scalars['ID']['input'];
  /** Which of the reservation's rooms: a `DeskStay`'s `n`. */
  n: Scalars['Int']['input'];
  /** Where they move to. */
  roomId: Scalars['ID']['input'];
};

export type HotelDeskResult = HotelDesk | NotHotelStaff | TryAgainLater;

export type DeskNightsResult = DeskNights | InvalidDates | NoSuchRoomType;

export type PlanNightsResult = DeskNights | NotHotelStaff | InvalidDates | NoSuchRoomType | InvalidRooms | ReservationsInTheWay | TryAgainLater;

export type RegisterRoomsResult = HotelRooms | NotHotelStaff | NoSuchRoomType | InvalidRooms | TryAgainLater;

export type OutOfOrderResult = OutOfOrder | NotHotelStaff | InvalidDates | InvalidRooms | RoomNotFree | ReservationsInTheWay | TryAgainLater;

export type CheckInResult = DeskReservation | NotHotelStaff | NotPossibleNow | RoomNotFree | NoRoomFree;

export type MoveRoomResult = DeskReservation | NotHotelStaff | NotPossibleNow | RoomNotFree;

export type DeskResult = DeskReservation | NotHotelStaff | NotPossibleNow;

/** Only the hotel's own staff may do this. The same answer whether or not there is such a hotel, room or reservation. */
export type NotHotelStaff = Refusal & {
  __typename?: 'NotHotelStaff';
  message: Scalars['String']['output'];
};

/** The dates make no sense, are past, or lie too far ahead. */
export type InvalidDates = Refusal & {
  __typename?: 'InvalidDates';
  message: Scalars['String']['output'];
};

/** The hotel has no such type of room. */
export type NoSuchRoomType = Refusal & {
  __typename?: 'NoSuchRoomType';
  message: Scalars['String']['output'];
};

/** A number of rooms, a door or a reason cannot be used; `field` says which, as in the input. */
export type InvalidRooms = Refusal & {
  __typename?: 'InvalidRooms';
  message: Scalars['String']['output'];
  field: Scalars['String']['output'];
};

/** More is held and sold than would be left. Nothing was changed. */
export type ReservationsInTheWay = Refusal & {
  __typename?: 'ReservationsInTheWay';
  message: Scalars['String']['output'];
  /** The nights in the way, as they are. */
  nights: Array<DeskNight>;
  /** Who has booked them, the soonest arrival first; at most 50. A guest who is just paying is among them. */
  reservations: Array<DeskReservation>;
};

/** The reservation is not at a point where this can be done; the sentence says why. */
export type NotPossibleNow = Refusal & {
  __typename?: 'NotPossibleNow';
  message: Scalars['String']['output'];
};

/** The door is another guest's, out of order, of another type, or none of the hotel's. */
export type RoomNotFree = Refusal & {
  __typename?: 'RoomNotFree';
  message: Scalars['String']['output'];
  /** Who has it on these nights; at most 50. */
  reservations: Array<DeskReservation>;
};

/** No door of this type is free, or none is registered. Nothing was changed. */
export type NoRoomFree = Refusal & {
  __typename?: 'NoRoomFree';
  message: Scalars['String']['output'];
};

/** A hotel of ours as its own staff see it. All dates are the hotel's own. */
export type HotelDesk = {
  __typename?: 'HotelDesk';
  hotel: Hotel;
  name: Scalars['String']['output'];
  /** IANA name. */
  timeZone: Scalars['String']['output'];
  /** The date it is there now. */
  today: Scalars['Date']['output'];
  roomTypes: Array<DeskRoomType>;
  /** The doors, by number. */
  rooms: Array<HotelRoom>;
  /** Booked rooms whose guests arrive on a date (today without it), or did or should have; by surname. At most 100 a page. */
  arrivals: DeskStayConnection;
  /** Booked rooms whose guests leave on a date (today without it), or did; by surname. At most 100 a page. */
  departures: DeskStayConnection;
  /** Booked rooms whose guests sleep there on a date (today without it), or have not left yet; by surname. At most 100 a page. */
  inHouse: DeskStayConnection;
  /** The nights `[from, to)` of a room type, today or later. */
  nights: DeskNightsResult;
  /** What is out of order, or will be. */
  outOfOrder: Array<OutOfOrder>;
};


/** A hotel of ours as its own staff see it. All dates are the hotel's own. */
export type HotelDeskRoomsArgs = {
  roomTypeId?: InputMaybe<Scalars['ID']['input']>;
};


/** A hotel of ours as its own staff see it. All dates are the hotel's own. */
export type HotelDeskArrivalsArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A hotel of ours as its own staff see it. All dates are the hotel's own. */
export type HotelDeskDeparturesArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A hotel of ours as its own staff see it. All dates are the hotel's own. */
export type HotelDeskInHouseArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A hotel of ours as its own staff see it. All dates are the hotel's own. */
export type HotelDeskNightsArgs = {
  roomTypeId: Scalars['ID']['input'];
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};

/** A type of room, as hotels last told it. */
export type DeskRoomType = {
  __typename?: 'DeskRoomType';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** Rooms of this type a night where nothing else was decided. */
  allotment: Scalars['Int']['output'];
};

/** A door. */
export type HotelRoom = {
  __typename?: 'HotelRoom';
  id: Scalars['ID']['output'];
  /** As it stands on the door. */
  number: Scalars['String']['output'];
  floor?: Maybe<Scalars['String']['output']>;
  roomTypeId: Scalars['ID']['output'];
};

export type HotelRooms = {
  __typename?: 'HotelRooms';
  /** All doors of the type, by number. */
  rooms: Array<HotelRoom>;
};

/** Nights of a room type, in order of date. */
export type DeskNights = {
  __typename?: 'DeskNights';
  roomTypeId: Scalars['ID']['output'];
  nights: Array<DeskNight>;
};

export type DeskNight = {
  __typename?: 'DeskNight';
  date: Scalars['Date']['output'];
  /** What the hotel decided, or the default: rooms there are to sell if none is out of order. */
  planned: Scalars['Int']['output'];
  /** Rooms that are out of order. */
  outOfOrder: Scalars['Int']['output'];
  /** Nothing more is sold. */
  closed: Scalars['Boolean']['output'];
  /** Taken by bookings that are being paid. */
  held: Scalars['Int']['output'];
  sold: Scalars['Int']['output'];
  /** What is still on sale. 0 when it is closed. */
  left: Scalars['Int']['output'];
};

/** A room that nobody sleeps in for a while. */
export type OutOfOrder = {
  __typename?: 'OutOfOrder';
  id: Scalars['ID']['output'];
  room: HotelRoom;
  from: Scalars['Date']['output'];
  /** The first night on which it can be slept in again. */
  to: Scalars['Date']['output'];
  reason: Scalars['String']['output'];
  /** It is in order again. */
  ended: Scalars['Boolean']['output'];
};

/** A booked room as the desk sees it. */
export type DeskStay = {
  __typename?: 'DeskStay';
  reservationId: Scalars['ID']['output'];
  reference: Scalars['String']['output'];
  status: ReservationStatus;
  /** Which of the reservation's rooms, from 1. */
  n: Scalars['Int']['output'];
  stay: Stay;
  roomTypeId: Scalars['ID']['output'];
  /** The type's name, as booked. */
  roomName: Scalars['String']['output'];
  adults: Scalars['Int']['output'];
  childAges: Array<Scalars['Int']['output']>;
  /** Who booked. */
  guest: Guest;
  requests?: Maybe<Scalars['String']['output']>;
  /** The door. Null before they arrive. */
  room?: Maybe<HotelRoom>;
  arrivedAt?: Maybe<Scalars['DateTime']['output']>;
  leftAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A reservation as the desk sees it: nothing of how it was paid. */
export type DeskReservation = {
  __typename?: 'DeskReservation';
  id: Scalars['ID']['output'];
  reference: Scalars['String']['output'];
  status: ReservationStatus;
  stay: Stay;
  rooms: Array<DeskStay>;
};

export type DeskStayConnection = {
  __typename?: 'DeskStayConnection';
  edges: Array<DeskStayEdge>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type DeskStayEdge = {
  __typename?: 'DeskStayEdge';
  cursor: Scalars['String']['output'];
  node: DeskStay;
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
  Reservation: Reservation;
  Customer: Customer;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Reservation:
    ( { __typename: 'Reservation' }
    & GraphQLRecursivePick<FederationTypes['Reservation'], {"id":true}> );
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  BookRoomResult:
    | ( ReservationRow & { __typename: 'Reservation' } )
    | ( OfferExpired & { __typename: 'OfferExpired' } )
    | ( OfferInvalid & { __typename: 'OfferInvalid' } )
    | ( RoomTaken & { __typename: 'RoomTaken' } )
    | ( PaymentDeclined & { __typename: 'PaymentDeclined' } )
    | ( Omit<PaymentActionRequired, 'reservation'> & { reservation: _RefType['Reservation'] } & { __typename: 'PaymentActionRequired' } )
    | ( Omit<PriceChanged, 'before' | 'now'> & { before: _RefType['Money'], now?: Maybe<_RefType['Money']> } & { __typename: 'PriceChanged' } )
    | ( InvalidStay & { __typename: 'InvalidStay' } )
    | ( InvalidGuest & { __typename: 'InvalidGuest' } )
    | ( WaitingOfferOver & { __typename: 'WaitingOfferOver' } )
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
  ;
  JoinWaitingListResult:
    | ( WaitingEntryRow & { __typename: 'WaitingListEntry' } )
    | ( RoomsFree & { __typename: 'RoomsFree' } )
    | ( AlreadyWaiting & { __typename: 'AlreadyWaiting' } )
    | ( NoWaitingList & { __typename: 'NoWaitingList' } )
    | ( OfferExpired & { __typename: 'OfferExpired' } )
    | ( OfferInvalid & { __typename: 'OfferInvalid' } )
    | ( InvalidStay & { __typename: 'InvalidStay' } )
    | ( InvalidGuest & { __typename: 'InvalidGuest' } )
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
  ;
  CancellationPreviewResult:
    | ( Omit<CancellationPreview, 'refund' | 'fee'> & { refund: _RefType['Money'], fee: _RefType['Money'] } & { __typename: 'CancellationPreview' } )
    | ( ReservationNotFound & { __typename: 'ReservationNotFound' } )
    | ( NotCancellable & { __typename: 'NotCancellable' } )
  ;
  RefundGuestResult:
    | ( ReservationRow & { __typename: 'Reservation' } )
    | ( ReservationNotFound & { __typename: 'ReservationNotFound' } )
    | ( NotRefundable & { __typename: 'NotRefundable' } )
    | ( Omit<RefundExceeds, 'left'> & { left: _RefType['Money'] } & { __typename: 'RefundExceeds' } )
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
  ;
  CancelReservationResult:
    | ( ReservationRow & { __typename: 'Reservation' } )
    | ( ReservationNotFound & { __typename: 'ReservationNotFound' } )
    | ( NotCancellable & { __typename: 'NotCancellable' } )
    | ( Omit<RefundChanged, 'refund'> & { refund: _RefType['Money'] } & { __typename: 'RefundChanged' } )
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
  ;
  ChangeStayResult:
    | ( ReservationRow & { __typename: 'Reservation' } )
    | ( ReservationNotFound & { __typename: 'ReservationNotFound' } )
    | ( NotChangeable & { __typename: 'NotChangeable' } )
    | ( OfferExpired & { __typename: 'OfferExpired' } )
    | ( OfferInvalid & { __typename: 'OfferInvalid' } )
    | ( RoomTaken & { __typename: 'RoomTaken' } )
    | ( Omit<PriceChanged, 'before' | 'now'> & { before: _RefType['Money'], now?: Maybe<_RefType['Money']> } & { __typename: 'PriceChanged' } )
    | ( PaymentDeclined & { __typename: 'PaymentDeclined' } )
    | ( Omit<PaymentActionRequired, 'reservation'> & { reservation: _RefType['Reservation'] } & { __typename: 'PaymentActionRequired' } )
    | ( InvalidStay & { __typename: 'InvalidStay' } )
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
  ;
  HotelDeskResult:
    | ( Desk & { __typename: 'HotelDesk' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
  ;
  DeskNightsResult:
    | ( Omit<DeskNights, 'nights'> & { nights: Array<_RefType['DeskNight']> } & { __typename: 'DeskNights' } )
    | ( InvalidDates & { __typename: 'InvalidDates' } )
    | ( NoSuchRoomType & { __typename: 'NoSuchRoomType' } )
  ;
  PlanNightsResult:
    | ( Omit<DeskNights, 'nights'> & { nights: Array<_RefType['DeskNight']> } & { __typename: 'DeskNights' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( InvalidDates & { __typename: 'InvalidDates' } )
    | ( NoSuchRoomType & { __typename: 'NoSuchRoomType' } )
    | ( InvalidRooms & { __typename: 'InvalidRooms' } )
    | ( Omit<ReservationsInTheWay, 'nights' | 'reservations'> & { nights: Array<_RefType['DeskNight']>, reservations: Array<_RefType['DeskReservation']> } & { __typename: 'ReservationsInTheWay' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
  ;
  RegisterRoomsResult:
    | ( Omit<HotelRooms, 'rooms'> & { rooms: Array<_RefType['HotelRoom']> } & { __typename: 'HotelRooms' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( NoSuchRoomType & { __typename: 'NoSuchRoomType' } )
    | ( InvalidRooms & { __typename: 'InvalidRooms' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
  ;
  OutOfOrderResult:
    | ( RoomOutOfOrder & { __typename: 'OutOfOrder' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( InvalidDates & { __typename: 'InvalidDates' } )
    | ( InvalidRooms & { __typename: 'InvalidRooms' } )
    | ( Omit<RoomNotFree, 'reservations'> & { reservations: Array<_RefType['DeskReservation']> } & { __typename: 'RoomNotFree' } )
    | ( Omit<ReservationsInTheWay, 'nights' | 'reservations'> & { nights: Array<_RefType['DeskNight']>, reservations: Array<_RefType['DeskReservation']> } & { __typename: 'ReservationsInTheWay' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
  ;
  CheckInResult:
    | ( AtDesk & { __typename: 'DeskReservation' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( NotPossibleNow & { __typename: 'NotPossibleNow' } )
    | ( Omit<RoomNotFree, 'reservations'> & { reservations: Array<_RefType['DeskReservation']> } & { __typename: 'RoomNotFree' } )
    | ( NoRoomFree & { __typename: 'NoRoomFree' } )
  ;
  MoveRoomResult:
    | ( AtDesk & { __typename: 'DeskReservation' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( NotPossibleNow & { __typename: 'NotPossibleNow' } )
    | ( Omit<RoomNotFree, 'reservations'> & { reservations: Array<_RefType['DeskReservation']> } & { __typename: 'RoomNotFree' } )
  ;
  DeskResult:
    | ( AtDesk & { __typename: 'DeskReservation' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( NotPossibleNow & { __typename: 'NotPossibleNow' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( OfferExpired & { __typename: 'OfferExpired' } )
    | ( OfferInvalid & { __typename: 'OfferInvalid' } )
    | ( RoomTaken & { __typename: 'RoomTaken' } )
    | ( PaymentDeclined & { __typename: 'PaymentDeclined' } )
    | ( Omit<PaymentActionRequired, 'reservation'> & { reservation: _RefType['Reservation'] } & { __typename: 'PaymentActionRequired' } )
    | ( Omit<PriceChanged, 'before' | 'now'> & { before: _RefType['Money'], now?: Maybe<_RefType['Money']> } & { __typename: 'PriceChanged' } )
    | ( InvalidStay & { __typename: 'InvalidStay' } )
    | ( InvalidGuest & { __typename: 'InvalidGuest' } )
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( TryAgainLater & { __typename: 'TryAgainLater' } )
    | ( ReservationNotFound & { __typename: 'ReservationNotFound' } )
    | ( NotCancellable & { __typename: 'NotCancellable' } )
    | ( NotRefundable & { __typename: 'NotRefundable' } )
    | ( Omit<RefundExceeds, 'left'> & { left: _RefType['Money'] } & { __typename: 'RefundExceeds' } )
    | ( NotChangeable & { __typename: 'NotChangeable' } )
    | ( Omit<RefundChanged, 'refund'> & { refund: _RefType['Money'] } & { __typename: 'RefundChanged' } )
    | ( WaitingOfferOver & { __typename: 'WaitingOfferOver' } )
    | ( RoomsFree & { __typename: 'RoomsFree' } )
    | ( AlreadyWaiting & { __typename: 'AlreadyWaiting' } )
    | ( NoWaitingList & { __typename: 'NoWaitingList' } )
    | ( NotHotelStaff & { __typename: 'NotHotelStaff' } )
    | ( InvalidDates & { __typename: 'InvalidDates' } )
    | ( NoSuchRoomType & { __typename: 'NoSuchRoomType' } )
    | ( InvalidRooms & { __typename: 'InvalidRooms' } )
    | ( Omit<ReservationsInTheWay, 'nights' | 'reservations'> & { nights: Array<_RefType['DeskNight']>, reservations: Array<_RefType['DeskReservation']> } & { __typename: 'ReservationsInTheWay' } )
    | ( NotPossibleNow & { __typename: 'NotPossibleNow' } )
    | ( Omit<RoomNotFree, 'reservations'> & { reservations: Array<_RefType['DeskReservation']> } & { __typename: 'RoomNotFree' } )
    | ( NoRoomFree & { __typename: 'NoRoomFree' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  MinorUnits: ResolverTypeWrapper<Scalars['MinorUnits']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  BookRoomInput: BookRoomInput;
  GuestInput: GuestInput;
  ReservationRefInput: ReservationRefInput;
  CancelReservationInput: CancelReservationInput;
  ChangeStayInput: ChangeStayInput;
  BookRoomResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['BookRoomResult']>;
  JoinWaitingListResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['JoinWaitingListResult']>;
  CancellationPreviewResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancellationPreviewResult']>;
  RefundGuestInput: RefundGuestInput;
  RefundGuestResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RefundGuestResult']>;
  CancelReservationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelReservationResult']>;
  ChangeStayResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangeStayResult']>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  OfferExpired: ResolverTypeWrapper<OfferExpired>;
  OfferInvalid: ResolverTypeWrapper<OfferInvalid>;
  RoomTaken: ResolverTypeWrapper<RoomTaken>;
  PaymentDeclined: ResolverTypeWrapper<PaymentDeclined>;
  PaymentActionRequired: ResolverTypeWrapper<Omit<PaymentActionRequired, 'reservation'> & { reservation: ResolversTypes['Reservation'] }>;
  PriceChanged: ResolverTypeWrapper<Omit<PriceChanged, 'before' | 'now'> & { before: ResolversTypes['Money'], now?: Maybe<ResolversTypes['Money']> }>;
  InvalidStay: ResolverTypeWrapper<InvalidStay>;
  InvalidGuest: ResolverTypeWrapper<InvalidGuest>;
  IdempotencyConflict: ResolverTypeWrapper<IdempotencyConflict>;
  TryAgainLater: ResolverTypeWrapper<TryAgainLater>;
  ReservationNotFound: ResolverTypeWrapper<ReservationNotFound>;
  NotCancellable: ResolverTypeWrapper<NotCancellable>;
  NotRefundable: ResolverTypeWrapper<NotRefundable>;
  RefundExceeds: ResolverTypeWrapper<Omit<RefundExceeds, 'left'> & { left: ResolversTypes['Money'] }>;
  NotChangeable: ResolverTypeWrapper<NotChangeable>;
  RefundChanged: ResolverTypeWrapper<Omit<RefundChanged, 'refund'> & { refund: ResolversTypes['Money'] }>;
  WaitingOfferOver: ResolverTypeWrapper<WaitingOfferOver>;
  RoomsFree: ResolverTypeWrapper<RoomsFree>;
  AlreadyWaiting: ResolverTypeWrapper<AlreadyWaiting>;
  NoWaitingList: ResolverTypeWrapper<NoWaitingList>;
  JoinWaitingListInput: JoinWaitingListInput;
  WaitingListEntry: ResolverTypeWrapper<WaitingEntryRow>;
  WaitingListState: WaitingListState;
  CancellationPreview: ResolverTypeWrapper<Omit<CancellationPreview, 'refund' | 'fee'> & { refund: ResolversTypes['Money'], fee: ResolversTypes['Money'] }>;
  Reservation: ResolverTypeWrapper<ReservationRow>;
  ReservationStatus: ReservationStatus;
  Stay: ResolverTypeWrapper<Stay>;
  WantedRoom: ResolverTypeWrapper<WantedRoom>;
  BookedRoom: ResolverTypeWrapper<RoomOfReservation>;
  Guest: ResolverTypeWrapper<Guest>;
  BookedSnapshot: ResolverTypeWrapper<Booked>;
  BookedNight: ResolverTypeWrapper<Omit<BookedNight, 'price'> & { price: ResolversTypes['Money'] }>;
  Address: ResolverTypeWrapper<Address>;
  TaxLine: ResolverTypeWrapper<Omit<TaxLine, 'amount'> & { amount: ResolversTypes['Money'] }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  TimelineEntry: ResolverTypeWrapper<TimelineEntry>;
  ReservationChange: ResolverTypeWrapper<ReservationNews>;
  CancellationTerms: ResolverTypeWrapper<Omit<CancellationTerms, 'tiers'> & { tiers: Array<ResolversTypes['CancellationTier']> }>;
  CancellationTier: ResolverTypeWrapper<Omit<CancellationTier, 'fee'> & { fee: ResolversTypes['Money'] }>;
  CancellationOutcome: ResolverTypeWrapper<Omit<CancellationOutcome, 'refund' | 'fee'> & { refund: ResolversTypes['Money'], fee: ResolversTypes['Money'] }>;
  ReservationDocument: ResolverTypeWrapper<ReservationDocument>;
  ReservationDocumentKind: ReservationDocumentKind;
  Customer: ResolverTypeWrapper<Traveller>;
  ReservationConnection: ResolverTypeWrapper<Trips>;
  ReservationEdge: ResolverTypeWrapper<Omit<ReservationEdge, 'node'> & { node: ResolversTypes['Reservation'] }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Hotel: ResolverTypeWrapper<Hotel>;
  Payment: ResolverTypeWrapper<Payment>;
  Money: ResolverTypeWrapper<Sum>;
  SetAllotmentInput: SetAllotmentInput;
  NightsInput: NightsInput;
  Weekday: Weekday;
  RegisterRoomsInput: RegisterRoomsInput;
  NewRoomInput: NewRoomInput;
  SetOutOfOrderInput: SetOutOfOrderInput;
  CheckInInput: CheckInInput;
  WantedDoorInput: WantedDoorInput;
  MoveRoomInput: MoveRoomInput;
  HotelDeskResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['HotelDeskResult']>;
  DeskNightsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeskNightsResult']>;
  PlanNightsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PlanNightsResult']>;
  RegisterRoomsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterRoomsResult']>;
  OutOfOrderResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OutOfOrderResult']>;
  CheckInResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CheckInResult']>;
  MoveRoomResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MoveRoomResult']>;
  DeskResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeskResult']>;
  NotHotelStaff: ResolverTypeWrapper<NotHotelStaff>;
  InvalidDates: ResolverTypeWrapper<InvalidDates>;
  NoSuchRoomType: ResolverTypeWrapper<NoSuchRoomType>;
  InvalidRooms: ResolverTypeWrapper<InvalidRooms>;
  ReservationsInTheWay: ResolverTypeWrapper<Omit<ReservationsInTheWay, 'nights' | 'reservations'> & { nights: Array<ResolversTypes['DeskNight']>, reservations: Array<ResolversTypes['DeskReservation']> }>;
  NotPossibleNow: ResolverTypeWrapper<NotPossibleNow>;
  RoomNotFree: ResolverTypeWrapper<Omit<RoomNotFree, 'reservations'> & { reservations: Array<ResolversTypes['DeskReservation']> }>;
  NoRoomFree: ResolverTypeWrapper<NoRoomFree>;
  HotelDesk: ResolverTypeWrapper<Desk>;
  DeskRoomType: ResolverTypeWrapper<DeskRoomType>;
  HotelRoom: ResolverTypeWrapper<Door>;
  HotelRooms: ResolverTypeWrapper<Omit<HotelRooms, 'rooms'> & { rooms: Array<ResolversTypes['HotelRoom']> }>;
  DeskNights: ResolverTypeWrapper<Omit<DeskNights, 'nights'> & { nights: Array<ResolversTypes['DeskNight']> }>;
  DeskNight: ResolverTypeWrapper<NightAtDesk>;
  OutOfOrder: ResolverTypeWrapper<RoomOutOfOrder>;
  DeskStay: ResolverTypeWrapper<StayAtDesk>;
  DeskReservation: ResolverTypeWrapper<AtDesk>;
  DeskStayConnection: ResolverTypeWrapper<ListedStays>;
  DeskStayEdge: ResolverTypeWrapper<Omit<DeskStayEdge, 'node'> & { node: ResolversTypes['DeskStay'] }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  MinorUnits: Scalars['MinorUnits']['output'];
  Query: Record<PropertyKey, never>;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  Subscription: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  BookRoomInput: BookRoomInput;
  GuestInput: GuestInput;
  ReservationRefInput: ReservationRefInput;
  CancelReservationInput: CancelReservationInput;
  ChangeStayInput: ChangeStayInput;
  BookRoomResult: ResolversUnionTypes<ResolversParentTypes>['BookRoomResult'];
  JoinWaitingListResult: ResolversUnionTypes<ResolversParentTypes>['JoinWaitingListResult'];
  CancellationPreviewResult: ResolversUnionTypes<ResolversParentTypes>['CancellationPreviewResult'];
  RefundGuestInput: RefundGuestInput;
  RefundGuestResult: ResolversUnionTypes<ResolversParentTypes>['RefundGuestResult'];
  CancelReservationResult: ResolversUnionTypes<ResolversParentTypes>['CancelReservationResult'];
  ChangeStayResult: ResolversUnionTypes<ResolversParentTypes>['ChangeStayResult'];
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  OfferExpired: OfferExpired;
  OfferInvalid: OfferInvalid;
  RoomTaken: RoomTaken;
  PaymentDeclined: PaymentDeclined;
  PaymentActionRequired: Omit<PaymentActionRequired, 'reservation'> & { reservation: ResolversParentTypes['Reservation'] };
  PriceChanged: Omit<PriceChanged, 'before' | 'now'> & { before: ResolversParentTypes['Money'], now?: Maybe<ResolversParentTypes['Money']> };
  InvalidStay: InvalidStay;
  InvalidGuest: InvalidGuest;
  IdempotencyConflict: IdempotencyConflict;
  TryAgainLater: TryAgainLater;
  ReservationNotFound: ReservationNotFound;
  NotCancellable: NotCancellable;
  NotRefundable: NotRefundable;
  RefundExceeds: Omit<RefundExceeds, 'left'> & { left: ResolversParentTypes['Money'] };
  NotChangeable: NotChangeable;
  RefundChanged: Omit<RefundChanged, 'refund'> & { refund: ResolversParentTypes['Money'] };
  WaitingOfferOver: WaitingOfferOver;
  RoomsFree: RoomsFree;
  AlreadyWaiting: AlreadyWaiting;
  NoWaitingList: NoWaitingList;
  JoinWaitingListInput: JoinWaitingListInput;
  WaitingListEntry: WaitingEntryRow;
  CancellationPreview: Omit<CancellationPreview, 'refund' | 'fee'> & { refund: ResolversParentTypes['Money'], fee: ResolversParentTypes['Money'] };
  Reservation: ReservationRow;
  Stay: Stay;
  WantedRoom: WantedRoom;
  BookedRoom: RoomOfReservation;
  Guest: Guest;
  BookedSnapshot: Booked;
  BookedNight: Omit<BookedNight, 'price'> & { price: ResolversParentTypes['Money'] };
  Address: Address;
  TaxLine: Omit<TaxLine, 'amount'> & { amount: ResolversParentTypes['Money'] };
  Boolean: Scalars['Boolean']['output'];
  TimelineEntry: TimelineEntry;
  ReservationChange: ReservationNews;
  CancellationTerms: Omit<CancellationTerms, 'tiers'> & { tiers: Array<ResolversParentTypes['CancellationTier']> };
  CancellationTier: Omit<CancellationTier, 'fee'> & { fee: ResolversParentTypes['Money'] };
  CancellationOutcome: Omit<CancellationOutcome, 'refund' | 'fee'> & { refund: ResolversParentTypes['Money'], fee: ResolversParentTypes['Money'] };
  ReservationDocument: ReservationDocument;
  Customer: Traveller;
  ReservationConnection: Trips;
  ReservationEdge: Omit<ReservationEdge, 'node'> & { node: ResolversParentTypes['Reservation'] };
  PageInfo: PageInfo;
  Hotel: Hotel;
  Payment: Payment;
  Money: Sum;
  SetAllotmentInput: SetAllotmentInput;
  NightsInput: NightsInput;
  RegisterRoomsInput: RegisterRoomsInput;
  NewRoomInput: NewRoomInput;
  SetOutOfOrderInput: SetOutOfOrderInput;
  CheckInInput: CheckInInput;
  WantedDoorInput: WantedDoorInput;
  MoveRoomInput: MoveRoomInput;
  HotelDeskResult: ResolversUnionTypes<ResolversParentTypes>['HotelDeskResult'];
  DeskNightsResult: ResolversUnionTypes<ResolversParentTypes>['DeskNightsResult'];
  PlanNightsResult: ResolversUnionTypes<ResolversParentTypes>['PlanNightsResult'];
  RegisterRoomsResult: ResolversUnionTypes<ResolversParentTypes>['RegisterRoomsResult'];
  OutOfOrderResult: ResolversUnionTypes<ResolversParentTypes>['OutOfOrderResult'];
  CheckInResult: ResolversUnionTypes<ResolversParentTypes>['CheckInResult'];
  MoveRoomResult: ResolversUnionTypes<ResolversParentTypes>['MoveRoomResult'];
  DeskResult: ResolversUnionTypes<ResolversParentTypes>['DeskResult'];
  NotHotelStaff: NotHotelStaff;
  InvalidDates: InvalidDates;
  NoSuchRoomType: NoSuchRoomType;
  InvalidRooms: InvalidRooms;
  ReservationsInTheWay: Omit<ReservationsInTheWay, 'nights' | 'reservations'> & { nights: Array<ResolversParentTypes['DeskNight']>, reservations: Array<ResolversParentTypes['DeskReservation']> };
  NotPossibleNow: NotPossibleNow;
  RoomNotFree: Omit<RoomNotFree, 'reservations'> & { reservations: Array<ResolversParentTypes['DeskReservation']> };
  NoRoomFree: NoRoomFree;
  HotelDesk: Desk;
  DeskRoomType: DeskRoomType;
  HotelRoom: Door;
  HotelRooms: Omit<HotelRooms, 'rooms'> & { rooms: Array<ResolversParentTypes['HotelRoom']> };
  DeskNights: Omit<DeskNights, 'nights'> & { nights: Array<ResolversParentTypes['DeskNight']> };
  DeskNight: NightAtDesk;
  OutOfOrder: RoomOutOfOrder;
  DeskStay: StayAtDesk;
  DeskReservation: AtDesk;
  DeskStayConnection: ListedStays;
  DeskStayEdge: Omit<DeskStayEdge, 'node'> & { node: ResolversParentTypes['DeskStay'] };
};

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
  reservation?: Resolver<Maybe<ResolversTypes['Reservation']>, ParentType, ContextType, RequireFields<QueryReservationArgs, 'reference' | 'surname'>>;
  cancellationPreview?: Resolver<ResolversTypes['CancellationPreviewResult'], ParentType, ContextType, RequireFields<QueryCancellationPreviewArgs, 'reservation'>>;
  waitingListEntry?: Resolver<Maybe<ResolversTypes['WaitingListEntry']>, ParentType, ContextType, RequireFields<QueryWaitingListEntryArgs, 'token'>>;
  hotelDesk?: Resolver<ResolversTypes['HotelDeskResult'], ParentType, ContextType, RequireFields<QueryHotelDeskArgs, 'hotelId'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  reservationChanged?: SubscriptionResolver<ResolversTypes['ReservationChange'], "reservationChanged", ParentType, ContextType, RequireFields<SubscriptionReservationChangedArgs, 'reservation'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  bookRoom?: Resolver<ResolversTypes['BookRoomResult'], ParentType, ContextType, RequireFields<MutationBookRoomArgs, 'input'>>;
  cancelReservation?: Resolver<ResolversTypes['CancelReservationResult'], ParentType, ContextType, RequireFields<MutationCancelReservationArgs, 'input'>>;
  changeStay?: Resolver<ResolversTypes['ChangeStayResult'], ParentType, ContextType, RequireFields<MutationChangeStayArgs, 'input'>>;
  refundGuest?: Resolver<ResolversTypes['RefundGuestResult'], ParentType, ContextType, RequireFields<MutationRefundGuestArgs, 'input'>>;
  joinWaitingList?: Resolver<ResolversTypes['JoinWaitingListResult'], ParentType, ContextType, RequireFields<MutationJoinWaitingListArgs, 'input'>>;
  leaveWaitingList?: Resolver<Maybe<ResolversTypes['WaitingListEntry']>, ParentType, ContextType, RequireFields<MutationLeaveWaitingListArgs, 'token'>>;
  setAllotment?: Resolver<ResolversTypes['PlanNightsResult'], ParentType, ContextType, RequireFields<MutationSetAllotmentArgs, 'input'>>;
  closeNights?: Resolver<ResolversTypes['PlanNightsResult'], ParentType, ContextType, RequireFields<MutationCloseNightsArgs, 'input'>>;
  openNights?: Resolver<ResolversTypes['PlanNightsResult'], ParentType, ContextType, RequireFields<MutationOpenNightsArgs, 'input'>>;
  registerRooms?: Resolver<ResolversTypes['RegisterRoomsResult'], ParentType, ContextType, RequireFields<MutationRegisterRoomsArgs, 'input'>>;
  setOutOfOrder?: Resolver<ResolversTypes['OutOfOrderResult'], ParentType, ContextType, RequireFields<MutationSetOutOfOrderArgs, 'input'>>;
  endOutOfOrder?: Resolver<ResolversTypes['OutOfOrderResult'], ParentType, ContextType, RequireFields<MutationEndOutOfOrderArgs, 'outOfOrderId'>>;
  checkIn?: Resolver<ResolversTypes['CheckInResult'], ParentType, ContextType, RequireFields<MutationCheckInArgs, 'input'>>;
  moveRoom?: Resolver<ResolversTypes['MoveRoomResult'], ParentType, ContextType, RequireFields<MutationMoveRoomArgs, 'input'>>;
  checkOut?: Resolver<ResolversTypes['DeskResult'], ParentType, ContextType, RequireFields<MutationCheckOutArgs, 'reservationId'>>;
  markNoShow?: Resolver<ResolversTypes['DeskResult'], ParentType, ContextType, RequireFields<MutationMarkNoShowArgs, 'reservationId'>>;
};

export type BookRoomResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookRoomResult'] = ResolversParentTypes['BookRoomResult']> = {
  __resolveType?: TypeResolveFn<'Reservation' | 'OfferExpired' | 'OfferInvalid' | 'RoomTaken' | 'PaymentDeclined' | 'PaymentActionRequired' | 'PriceChanged' | 'InvalidStay' | 'InvalidGuest' | 'WaitingOfferOver' | 'IdempotencyConflict' | 'TryAgainLater', ParentType, ContextType>;
};

export type JoinWaitingListResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JoinWaitingListResult'] = ResolversParentTypes['JoinWaitingListResult']> = {
  __resolveType?: TypeResolveFn<'WaitingListEntry' | 'RoomsFree' | 'AlreadyWaiting' | 'NoWaitingList' | 'OfferExpired' | 'OfferInvalid' | 'InvalidStay' | 'InvalidGuest' | 'IdempotencyConflict' | 'TryAgainLater', ParentType, ContextType>;
};

export type CancellationPreviewResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancellationPreviewResult'] = ResolversParentTypes['CancellationPreviewResult']> = {
  __resolveType?: TypeResolveFn<'CancellationPreview' | 'ReservationNotFound' | 'NotCancellable', ParentType, ContextType>;
};

export type RefundGuestResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefundGuestResult'] = ResolversParentTypes['RefundGuestResult']> = {
  __resolveType?: TypeResolveFn<'Reservation' | 'ReservationNotFound' | 'NotRefundable' | 'RefundExceeds' | 'IdempotencyConflict' | 'TryAgainLater', ParentType, ContextType>;
};

export type CancelReservationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelReservationResult'] = ResolversParentTypes['CancelReservationResult']> = {
  __resolveType?: TypeResolveFn<'Reservation' | 'ReservationNotFound' | 'NotCancellable' | 'RefundChanged' | 'IdempotencyConflict' | 'TryAgainLater', ParentType, ContextType>;
};

export type ChangeStayResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeStayResult'] = ResolversParentTypes['ChangeStayResult']> = {
  __resolveType?: TypeResolveFn<'Reservation' | 'ReservationNotFound' | 'NotChangeable' | 'OfferExpired' | 'OfferInvalid' | 'RoomTaken' | 'PriceChanged' | 'PaymentDeclined' | 'PaymentActionRequired' | 'InvalidStay' | 'IdempotencyConflict' | 'TryAgainLater', ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'OfferExpired' | 'OfferInvalid' | 'RoomTaken' | 'PaymentDeclined' | 'PaymentActionRequired' | 'PriceChanged' | 'InvalidStay' | 'InvalidGuest' | 'IdempotencyConflict' | 'TryAgainLater' | 'ReservationNotFound' | 'NotCancellable' | 'NotRefundable' | 'RefundExceeds' | 'NotChangeable' | 'RefundChanged' | 'WaitingOfferOver' | 'RoomsFree' | 'AlreadyWaiting' | 'NoWaitingList' | 'NotHotelStaff' | 'InvalidDates' | 'NoSuchRoomType' | 'InvalidRooms' | 'ReservationsInTheWay' | 'NotPossibleNow' | 'RoomNotFree' | 'NoRoomFree', ParentType, ContextType>;
};

export type OfferExpiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferExpired'] = ResolversParentTypes['OfferExpired']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  hotel?: Resolver<Maybe<ResolversTypes['Hotel']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OfferInvalidResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferInvalid'] = ResolversParentTypes['OfferInvalid']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomTaken'] = ResolversParentTypes['RoomTaken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hotel?: Resolver<Maybe<ResolversTypes['Hotel']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentDeclinedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentDeclined'] = ResolversParentTypes['PaymentDeclined']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  declineCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentActionRequiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentActionRequired'] = ResolversParentTypes['PaymentActionRequired']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  redirectUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  holdExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reservation?: Resolver<ResolversTypes['Reservation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PriceChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceChanged'] = ResolversParentTypes['PriceChanged']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  now?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidStayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidStay'] = ResolversParentTypes['InvalidStay']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidGuestResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidGuest'] = ResolversParentTypes['InvalidGuest']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TryAgainLaterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TryAgainLater'] = ResolversParentTypes['TryAgainLater']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReservationNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReservationNotFound'] = ResolversParentTypes['ReservationNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotCancellableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotCancellable'] = ResolversParentTypes['NotCancellable']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotRefundableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotRefundable'] = ResolversParentTypes['NotRefundable']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefundExceedsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefundExceeds'] = ResolversParentTypes['RefundExceeds']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotChangeableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotChangeable'] = ResolversParentTypes['NotChangeable']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefundChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefundChanged'] = ResolversParentTypes['RefundChanged']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refund?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WaitingOfferOverResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaitingOfferOver'] = ResolversParentTypes['WaitingOfferOver']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hotel?: Resolver<Maybe<ResolversTypes['Hotel']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomsFreeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomsFree'] = ResolversParentTypes['RoomsFree']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hotel?: Resolver<Maybe<ResolversTypes['Hotel']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AlreadyWaitingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlreadyWaiting'] = ResolversParentTypes['AlreadyWaiting']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NoWaitingListResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoWaitingList'] = ResolversParentTypes['NoWaitingList']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WaitingListEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaitingListEntry'] = ResolversParentTypes['WaitingListEntry']> = {
  token?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WaitingListState'], ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  heldUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closesAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  joinedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  stay?: Resolver<ResolversTypes['Stay'], ParentType, ContextType>;
  rooms?: Resolver<Array<ResolversTypes['WantedRoom']>, ParentType, ContextType>;
  hotel?: Resolver<Maybe<ResolversTypes['Hotel']>, ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['BookedSnapshot'], ParentType, ContextType>;
  offerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  payNow?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  cancellation?: Resolver<ResolversTypes['CancellationTerms'], ParentType, ContextType>;
  guest?: Resolver<Maybe<ResolversTypes['Guest']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CancellationPreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancellationPreview'] = ResolversParentTypes['CancellationPreview']> = {
  refund?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  fee?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  validUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReservationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Reservation'] = ResolversParentTypes['Reservation'], FederationReferenceType extends FederationReferenceTypes['Reservation'] = FederationReferenceTypes['Reservation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Reservation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reference?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReservationStatus'], ParentType, ContextType>;
  stay?: Resolver<ResolversTypes['Stay'], ParentType, ContextType>;
  rooms?: Resolver<Array<ResolversTypes['BookedRoom']>, ParentType, ContextType>;
  guest?: Resolver<ResolversTypes['Guest'], ParentType, ContextType>;
  requests?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  payNow?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  hotel?: Resolver<Maybe<ResolversTypes['Hotel']>, ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['BookedSnapshot'], ParentType, ContextType>;
  timeline?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  cancellation?: Resolver<ResolversTypes['CancellationTerms'], ParentType, ContextType>;
  cancelled?: Resolver<Maybe<ResolversTypes['CancellationOutcome']>, ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
  documents?: Resolver<Array<ResolversTypes['ReservationDocument']>, ParentType, ContextType>;
  offerSignature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  holdExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Stay'] = ResolversParentTypes['Stay']> = {
  checkIn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  checkOut?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  nights?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WantedRoomResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WantedRoom'] = ResolversParentTypes['WantedRoom']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  adults?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  childAges?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BookedRoomResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookedRoom'] = ResolversParentTypes['BookedRoom']> = {
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  roomTypeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  adults?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  childAges?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  payNow?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  cancelled?: Resolver<Maybe<ResolversTypes['CancellationOutcome']>, ParentType, ContextType>;
};

export type GuestResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Guest'] = ResolversParentTypes['Guest']> = {
  givenName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  familyName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BookedSnapshotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookedSnapshot'] = ResolversParentTypes['BookedSnapshot']> = {
  hotelName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  address?: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  checkInFrom?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  checkOutUntil?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roomName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ratePlanName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  board?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nights?: Resolver<Array<ResolversTypes['BookedNight']>, ParentType, ContextType>;
  taxes?: Resolver<Array<ResolversTypes['TaxLine']>, ParentType, ContextType>;
};

export type BookedNightResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookedNight'] = ResolversParentTypes['BookedNight']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  line?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TaxLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaxLine'] = ResolversParentTypes['TaxLine']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  included?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  payAtHotel?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type TimelineEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TimelineEntry'] = ResolversParentTypes['TimelineEntry']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReservationStatus'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReservationChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReservationChange'] = ResolversParentTypes['ReservationChange']> = {
  reservation?: Resolver<ResolversTypes['Reservation'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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

export type CancellationOutcomeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancellationOutcome'] = ResolversParentTypes['CancellationOutcome']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refund?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  fee?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ReservationDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReservationDocument'] = ResolversParentTypes['ReservationDocument']> = {
  kind?: Resolver<ResolversTypes['ReservationDocumentKind'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reservations?: Resolver<ResolversTypes['ReservationConnection'], ParentType, ContextType, RequireFields<CustomerReservationsArgs, 'first'>>;
};

export type ReservationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReservationConnection'] = ResolversParentTypes['ReservationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ReservationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReservationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReservationEdge'] = ResolversParentTypes['ReservationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Reservation'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HotelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Hotel'] = ResolversParentTypes['Hotel']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  grant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['MinorUnits'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  formatted?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<MoneyFormattedArgs>>;
};

export type HotelDeskResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelDeskResult'] = ResolversParentTypes['HotelDeskResult']> = {
  __resolveType?: TypeResolveFn<'HotelDesk' | 'NotHotelStaff' | 'TryAgainLater', ParentType, ContextType>;
};

export type DeskNightsResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeskNightsResult'] = ResolversParentTypes['DeskNightsResult']> = {
  __resolveType?: TypeResolveFn<'DeskNights' | 'InvalidDates' | 'NoSuchRoomType', ParentType, ContextType>;
};

export type PlanNightsResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlanNightsResult'] = ResolversParentTypes['PlanNightsResult']> = {
  __resolveType?: TypeResolveFn<'DeskNights' | 'NotHotelStaff' | 'InvalidDates' | 'NoSuchRoomType' | 'InvalidRooms' | 'ReservationsInTheWay' | 'TryAgainLater', ParentType, ContextType>;
};

export type RegisterRoomsResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterRoomsResult'] = ResolversParentTypes['RegisterRoomsResult']> = {
  __resolveType?: TypeResolveFn<'HotelRooms' | 'NotHotelStaff' | 'NoSuchRoomType' | 'InvalidRooms' | 'TryAgainLater', ParentType, ContextType>;
};

export type OutOfOrderResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OutOfOrderResult'] = ResolversParentTypes['OutOfOrderResult']> = {
  __resolveType?: TypeResolveFn<'OutOfOrder' | 'NotHotelStaff' | 'InvalidDates' | 'InvalidRooms' | 'RoomNotFree' | 'ReservationsInTheWay' | 'TryAgainLater', ParentType, ContextType>;
};

export type CheckInResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckInResult'] = ResolversParentTypes['CheckInResult']> = {
  __resolveType?: TypeResolveFn<'DeskReservation' | 'NotHotelStaff' | 'NotPossibleNow' | 'RoomNotFree' | 'NoRoomFree', ParentType, ContextType>;
};

export type MoveRoomResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MoveRoomResult'] = ResolversParentTypes['MoveRoomResult']> = {
  __resolveType?: TypeResolveFn<'DeskReservation' | 'NotHotelStaff' | 'NotPossibleNow' | 'RoomNotFree', ParentType, ContextType>;
};

export type DeskResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeskResult'] = ResolversParentTypes['DeskResult']> = {
  __resolveType?: TypeResolveFn<'DeskReservation' | 'NotHotelStaff' | 'NotPossibleNow', ParentType, ContextType>;
};

export type NotHotelStaffResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotHotelStaff'] = ResolversParentTypes['NotHotelStaff']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidDatesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidDates'] = ResolversParentTypes['InvalidDates']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NoSuchRoomTypeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoSuchRoomType'] = ResolversParentTypes['NoSuchRoomType']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidRoomsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidRooms'] = ResolversParentTypes['InvalidRooms']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReservationsInTheWayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReservationsInTheWay'] = ResolversParentTypes['ReservationsInTheWay']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nights?: Resolver<Array<ResolversTypes['DeskNight']>, ParentType, ContextType>;
  reservations?: Resolver<Array<ResolversTypes['DeskReservation']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotPossibleNowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotPossibleNow'] = ResolversParentTypes['NotPossibleNow']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomNotFreeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoomNotFree'] = ResolversParentTypes['RoomNotFree']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reservations?: Resolver<Array<ResolversTypes['DeskReservation']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NoRoomFreeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoRoomFree'] = ResolversParentTypes['NoRoomFree']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HotelDeskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelDesk'] = ResolversParentTypes['HotelDesk']> = {
  hotel?: Resolver<ResolversTypes['Hotel'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  today?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  roomTypes?: Resolver<Array<ResolversTypes['DeskRoomType']>, ParentType, ContextType>;
  rooms?: Resolver<Array<ResolversTypes['HotelRoom']>, ParentType, ContextType, Partial<HotelDeskRoomsArgs>>;
  arrivals?: Resolver<ResolversTypes['DeskStayConnection'], ParentType, ContextType, RequireFields<HotelDeskArrivalsArgs, 'first'>>;
  departures?: Resolver<ResolversTypes['DeskStayConnection'], ParentType, ContextType, RequireFields<HotelDeskDeparturesArgs, 'first'>>;
  inHouse?: Resolver<ResolversTypes['DeskStayConnection'], ParentType, ContextType, RequireFields<HotelDeskInHouseArgs, 'first'>>;
  nights?: Resolver<ResolversTypes['DeskNightsResult'], ParentType, ContextType, RequireFields<HotelDeskNightsArgs, 'roomTypeId' | 'from' | 'to'>>;
  outOfOrder?: Resolver<Array<ResolversTypes['OutOfOrder']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeskRoomTypeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeskRoomType'] = ResolversParentTypes['DeskRoomType']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  allotment?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HotelRoomResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelRoom'] = ResolversParentTypes['HotelRoom']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  floor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roomTypeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type HotelRoomsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelRooms'] = ResolversParentTypes['HotelRooms']> = {
  rooms?: Resolver<Array<ResolversTypes['HotelRoom']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeskNightsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeskNights'] = ResolversParentTypes['DeskNights']> = {
  roomTypeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nights?: Resolver<Array<ResolversTypes['DeskNight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeskNightResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeskNight'] = ResolversParentTypes['DeskNight']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  planned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outOfOrder?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  closed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  held?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sold?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OutOfOrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OutOfOrder'] = ResolversParentTypes['OutOfOrder']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  room?: Resolver<ResolversTypes['HotelRoom'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ended?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeskStayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeskStay'] = ResolversParentTypes['DeskStay']> = {
  reservationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reference?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReservationStatus'], ParentType, ContextType>;
  n?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stay?: Resolver<ResolversTypes['Stay'], ParentType, ContextType>;
  roomTypeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  roomName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  adults?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  childAges?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  guest?: Resolver<ResolversTypes['Guest'], ParentType, ContextType>;
  requests?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['HotelRoom']>, ParentType, ContextType>;
  arrivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  leftAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DeskReservationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeskReservation'] = ResolversParentTypes['DeskReservation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reference?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReservationStatus'], ParentType, ContextType>;
  stay?: Resolver<ResolversTypes['Stay'], ParentType, ContextType>;
  rooms?: Resolver<Array<ResolversTypes['DeskStay']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeskStayConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeskStayConnection'] = ResolversParentTypes['DeskStayConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DeskStayEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DeskStayEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeskStayEdge'] = ResolversParentTypes['DeskStayEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeskStay'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  CurrencyCode?: GraphQLScalarType;
  MinorUnits?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  BookRoomResult?: BookRoomResultResolvers<ContextType>;
  JoinWaitingListResult?: JoinWaitingListResultResolvers<ContextType>;
  CancellationPreviewResult?: CancellationPreviewResultResolvers<ContextType>;
  RefundGuestResult?: RefundGuestResultResolvers<ContextType>;
  CancelReservationResult?: CancelReservationResultResolvers<ContextType>;
  ChangeStayResult?: ChangeStayResultResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  OfferExpired?: OfferExpiredResolvers<ContextType>;
  OfferInvalid?: OfferInvalidResolvers<ContextType>;
  RoomTaken?: RoomTakenResolvers<ContextType>;
  PaymentDeclined?: PaymentDeclinedResolvers<ContextType>;
  PaymentActionRequired?: PaymentActionRequiredResolvers<ContextType>;
  PriceChanged?: PriceChangedResolvers<ContextType>;
  InvalidStay?: InvalidStayResolvers<ContextType>;
  InvalidGuest?: InvalidGuestResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  TryAgainLater?: TryAgainLaterResolvers<ContextType>;
  ReservationNotFound?: ReservationNotFoundResolvers<ContextType>;
  NotCancellable?: NotCancellableResolvers<ContextType>;
  NotRefundable?: NotRefundableResolvers<ContextType>;
  RefundExceeds?: RefundExceedsResolvers<ContextType>;
  NotChangeable?: NotChangeableResolvers<ContextType>;
  RefundChanged?: RefundChangedResolvers<ContextType>;
  WaitingOfferOver?: WaitingOfferOverResolvers<ContextType>;
  RoomsFree?: RoomsFreeResolvers<ContextType>;
  AlreadyWaiting?: AlreadyWaitingResolvers<ContextType>;
  NoWaitingList?: NoWaitingListResolvers<ContextType>;
  WaitingListEntry?: WaitingListEntryResolvers<ContextType>;
  CancellationPreview?: CancellationPreviewResolvers<ContextType>;
  Reservation?: ReservationResolvers<ContextType>;
  Stay?: StayResolvers<ContextType>;
  WantedRoom?: WantedRoomResolvers<ContextType>;
  BookedRoom?: BookedRoomResolvers<ContextType>;
  Guest?: GuestResolvers<ContextType>;
  BookedSnapshot?: BookedSnapshotResolvers<ContextType>;
  BookedNight?: BookedNightResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  TaxLine?: TaxLineResolvers<ContextType>;
  TimelineEntry?: TimelineEntryResolvers<ContextType>;
  ReservationChange?: ReservationChangeResolvers<ContextType>;
  CancellationTerms?: CancellationTermsResolvers<ContextType>;
  CancellationTier?: CancellationTierResolvers<ContextType>;
  CancellationOutcome?: CancellationOutcomeResolvers<ContextType>;
  ReservationDocument?: ReservationDocumentResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  ReservationConnection?: ReservationConnectionResolvers<ContextType>;
  ReservationEdge?: ReservationEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Hotel?: HotelResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  HotelDeskResult?: HotelDeskResultResolvers<ContextType>;
  DeskNightsResult?: DeskNightsResultResolvers<ContextType>;
  PlanNightsResult?: PlanNightsResultResolvers<ContextType>;
  RegisterRoomsResult?: RegisterRoomsResultResolvers<ContextType>;
  OutOfOrderResult?: OutOfOrderResultResolvers<ContextType>;
  CheckInResult?: CheckInResultResolvers<ContextType>;
  MoveRoomResult?: MoveRoomResultResolvers<ContextType>;
  DeskResult?: DeskResultResolvers<ContextType>;
  NotHotelStaff?: NotHotelStaffResolvers<ContextType>;
  InvalidDates?: InvalidDatesResolvers<ContextType>;
  NoSuchRoomType?: NoSuchRoomTypeResolvers<ContextType>;
  InvalidRooms?: InvalidRoomsResolvers<ContextType>;
  ReservationsInTheWay?: ReservationsInTheWayResolvers<ContextType>;
  NotPossibleNow?: NotPossibleNowResolvers<ContextType>;
  RoomNotFree?: RoomNotFreeResolvers<ContextType>;
  NoRoomFree?: NoRoomFreeResolvers<ContextType>;
  HotelDesk?: HotelDeskResolvers<ContextType>;
  DeskRoomType?: DeskRoomTypeResolvers<ContextType>;
  HotelRoom?: HotelRoomResolvers<ContextType>;
  HotelRooms?: HotelRoomsResolvers<ContextType>;
  DeskNights?: DeskNightsResolvers<ContextType>;
  DeskNight?: DeskNightResolvers<ContextType>;
  OutOfOrder?: OutOfOrderResolvers<ContextType>;
  DeskStay?: DeskStayResolvers<ContextType>;
  DeskReservation?: DeskReservationResolvers<ContextType>;
  DeskStayConnection?: DeskStayConnectionResolvers<ContextType>;
  DeskStayEdge?: DeskStayEdgeResolvers<ContextType>;
};

