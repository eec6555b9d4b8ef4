export const TripsPage = () => null
