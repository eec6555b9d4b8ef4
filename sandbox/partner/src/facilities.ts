/** What a hotel may offer, by this company's numbers (`GET /data/facilities` lists them). */
export const FACILITIES = [
  { facility_id: 47, facility: 'WiFi available' },
  { facility_id: 107, facility: 'Free WiFi' },
  { facility_id: 2, facility: 'Parking' },
  { facility_id: 301, facility: 'Swimming pool' },
  { facility_id: 11, facility: 'Fitness centre' },
  { facility_id: 54, facility: 'Spa and wellness centre' },
  { facility_id: 3, facility: 'Restaurant' },
  { facility_id: 7, facility: 'Bar' },
  { facility_id: 109, facility: 'Air conditioning' },
  { facility_id: 8, facility: '24-hour front desk' },
  { facility_id: 4, facility: 'Pets allowed' },
  { facility_id: 28, facility: 'Family rooms' },
  { facility_id: 25, facility: 'Facilities for disabled guests' },
  { facility_id: 48, facility: 'Lift' },
  { facility_id: 17, facility: 'Airport shuttle' },
  { facility_id: 302, facility: 'Electric vehicle charging station' },
  { facility_id: 22, facility: 'Laundry' },
  { facility_id: 5, facility: 'Room service' },
  { facility_id: 72, facility: 'Beachfront' },
  { facility_id: 20, facility: 'Meeting rooms' },
] as const

const NAMES = new Map<number, string>(FACILITIES.map(({ facility_id, facility }) => [facility_id, facility]))

export const facilityName = (id: number): string => NAMES.get(id) ?? `Facility ${id}`
