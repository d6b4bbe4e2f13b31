/**
 * Pages and drawings that a browser shows without network or scripts, light and dark, on a desk and
 * on a phone: what reports of trainings and of studies are made of.
 */
package org.streamrecall.deploy.page;
