/**
 * The first demo: which language is this? A context is a stream that mixes names of eight
 * languages, a token is one name, a question is a phrase of three names that were never sent, the
 * answer is the slot of its language in that context. The names are those people write for
 * countries, languages and currencies, from the locale data of the JDK itself; attention is trained
 * on two thirds of the languages and serves the others.
 */
package org.streamrecall.deploy.demo;
