/** Job that looks, two minutes after an assignment, whether it was accepted. */
export const ACCEPTANCE_TIMEOUT = 'rotation.acceptance-timeout';

/** Job that looks at a showroom again after one of its reps got or left a customer elsewhere. */
export const LOOK_AGAIN = 'rotation.look-again';

/** Job that lets a rep go who may not work in a showroom any more. */
export const DISMISS = 'rotation.dismiss';
