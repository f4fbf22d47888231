/** The types of vehicles that the demo knows. */
export type BodyStyle =
  'Convertible' | 'Coupe' | 'Hatchback' | 'Minivan' | 'Sedan' | 'SUV' | 'Truck' | 'Van' | 'Wagon';
