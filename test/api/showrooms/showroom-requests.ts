import type { Response } from 'supertest';
import type { AuthApp } from '../auth/auth-app.js';

export const SHOWROOMS = '/api/v1/showrooms';

/** A showroom of which everything is known. */
export const full = {
  name: 'Île de la Cité',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  address: { street: '1 Quai', city: 'Paris', region: 'IDF', postalCode: '75001', country: 'FR' },
  location: { lat: 48.8566, lng: 2.3522 },
  openingHours: {
    monday: [
      { opens: '09:00', closes: '12:30' },
      { opens: '12:30', closes: '24:00' },
    ],
  },
  floors: [
    { floor: 1, widthM: 20, depthM: 15.5 },
    { floor: -1, widthM: 10, depthM: 10 },
  ],
};

/** Makes a showroom; what is not given is the least there can be. */
export async function create(app: AuthApp, token: string, values: object): Promise<Response> {
  const minimal = { name: 'New', timeZone: 'America/Chicago', currency: 'USD' };
  const body = { ...minimal, ...values };
  return app.send({ method: 'post', path: SHOWROOMS, token, body });
}

/** The events of a showroom, the oldest first. */
export async function eventsOf(app: AuthApp, id: string): Promise<unknown[]> {
  return app.database.rawDb.select(
    `SELECT type, version, showroom_id AS showroomId, data FROM events
     WHERE stream = 'showroom' AND stream_id = $id ORDER BY version`,
    { id },
  );
}
