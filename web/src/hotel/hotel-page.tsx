export const HotelPage = () => null
