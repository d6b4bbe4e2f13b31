package org.streamrecall.attention;

/**
 * What one head recalled: o(x) = ∫ e^{&lt;a,v&gt;} e(z) dnu / ∫ e^{&lt;a,v&gt;} dnu, and how it
 * came about.
 *
 * @param value o, (contentDims)
 * @param logMass log of the denominator
 * @param entropy of the shares over the parts, in nats
 * @param effectiveTokens Kish's effective number: for parts of mass m and share w, {@code 1 / sum_p
 *     (w_p^2 / m_p)}
 * @param shares (parts), each part's share of the answer, summing to 1
 */
public record Recollection(
    double[] value, double logMass, double entropy, double effectiveTokens, double[] shares) {}
