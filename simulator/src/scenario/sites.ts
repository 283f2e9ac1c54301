/** A site of the fleet. */
export interface Site {
  name: string;
  /** Its time zone. */
  zone: string;
  lat: number;
  lon: number;
}

export const BUSAN: Site = { name: 'Busan cold terminal', zone: 'Asia/Seoul', lat: 35.0788, lon: 128.8312 };
export const ROTTERDAM: Site = {
  name: 'Rotterdam greenhouse park',
  zone: 'Europe/Amsterdam',
  lat: 51.9895,
  lon: 4.3512,
};
export const PORTO: Site = { name: 'Porto waterworks', zone: 'Europe/Lisbon', lat: 41.1469, lon: -8.5804 };

/** The sites over which a plain fleet is spread. */
export const SITES: readonly Site[] = [BUSAN, ROTTERDAM, PORTO];
