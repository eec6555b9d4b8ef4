export const ReservationPage = () => null
