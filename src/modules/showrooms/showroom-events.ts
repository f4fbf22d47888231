/** A showroom was made; data `{showroomId, version}`. */
export const SHOWROOM_CREATED = 'showroom.created';

/** Something of a showroom changed; data `{showroomId, version}`. */
export const SHOWROOM_UPDATED = 'showroom.updated';
