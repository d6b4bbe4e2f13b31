/**
 * Events: ask, then tell. Each event of a key is judged by what the key's memory holds of moments
 * like it, and then learned. Features are written as expressions; the same code makes them offline
 * and online.
 */
package org.streamrecall.events;
